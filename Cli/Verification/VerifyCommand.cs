using System.CommandLine;
using PathoChain.Registry;

namespace PathoChain.Cli.Verification;

/// <summary><c>verify FILE</c>: asks nobody but a node of the chain.</summary>
internal static class VerifyCommand
{
    private const int Verified = 0;
    private const int Refuted = 1;

    public static Command Create(TextWriter output, CancellationToken cancellationToken)
    {
        var file = new Argument<string>("FILE") { Description = "Evidence of an image, as the page saves it: what GET /api/images/CID answers." };
        var envelope = new Option<string?>("--envelope") { Description = "The encrypted image, as GET /api/images/CID/envelope gives it, to be compared with the CID." };
        var rpc = new Option<string>("--rpc") { Description = "JSON-RPC of a node that you trust.", DefaultValueFactory = _ => "http://127.0.0.1:8545" };
        var deployment = new Option<string?>("--deployment")
        {
            Description = "Which registry you trust: its deployment file. Default: chain/deployments/CHAIN.json below the working folder, with the chain's id from FILE.",
        };
        var site = new Option<string?>("--site") { Description = "Id of a site (0x and 64 hex digits) for which the registrant has to have spoken." };
        rpc.Validators.Add(result =>
        {
            if (result.Tokens is [var said] && !(Uri.TryCreate(said.Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            {
                result.AddError($"--rpc is '{said.Value}': give a URL, such as http://127.0.0.1:8545.");
            }
        });
        site.Validators.Add(result =>
        {
            if (result.Tokens is [var said] && !Hash32.TryParse(said.Value, out _))
            {
                result.AddError($"--site is '{said.Value}': give the site's id, 0x and 64 hex digits.");
            }
        });

        var command = new Command("verify", "Check the evidence of an image against the chain, without an account and without trusting the server that gave it.") { file, envelope, rpc, deployment, site };
        command.SetAction(async (parsed, _) =>
        {
            var evidence = Evidence.Read(parsed.GetValue(file)!);
            var findings = new List<Finding>(ContentCheck.Of(evidence, parsed.GetValue(envelope)));
            if (evidence.Registration is { } registration)
            {
                using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
                var chain = new ChainCheck(
                    new JsonRpcClient(http, new Uri(parsed.GetValue(rpc)!)),
                    Deployment.Load(parsed.GetValue(deployment) ?? Path.Combine("chain", "deployments", $"{registration.ChainId}.json")),
                    parsed.GetValue(site) is { } id ? Hash32.Parse(id) : null);
                findings.AddRange(await chain.RunAsync(evidence, registration, cancellationToken));
            }
            else
            {
                findings.Add(Finding.Fails("It holds no registration: the chain showed none when it was saved."));
            }

            foreach (var finding in findings)
            {
                await output.WriteLineAsync(finding.ToString());
            }

            var failed = findings.Count(finding => finding.Verdict is Verdict.Fails);
            await output.WriteLineAsync(failed == 0 ? "Verified: the image was registered as the evidence says." : $"NOT verified: {failed} of {findings.Count} statements do not hold.");
            return failed == 0 ? Verified : Refuted;
        });
        return command;
    }
}
