using System.CommandLine;
using PathoChain.Registry;

namespace PathoChain.Cli.Verification;

/// <summary><c>verify FILE</c>: asks nobody but a node of the chain.</summary>
internal static class VerifyCommand
{
    private const int Verified = 0;
    private const int Refuted = 1;
    private const int NotForGood = 3;

    public static Command Create(TextWriter output, CancellationToken cancellationToken)
    {
        var file = new Argument<string>("FILE") { Description = "Evidence of an image, as the page saves it: what GET /api/images/CID answers." };
        var envelope = new Option<string?>("--envelope") { Description = "The encrypted image, as GET /api/images/CID/envelope gives it, to be compared with the CID." };
        var rpc = new Option<string>("--rpc") { Description = "JSON-RPC of a node that you trust.", DefaultValueFactory = _ => "http://127.0.0.1:8545" };
        var deployment = new Option<string?>("--deployment")
        {
            Description = "Deployment file of the registry that you trust. Default: chain/deployments/CHAIN.json below the working folder, with the chain's id from FILE.",
        };
        var site = new Option<string?>("--site") { Description = "Id of a site (0x and 64 hex digits) for which the registrant has to have spoken, and whose pathologists the reviewers have to have been." };
        Require(rpc, text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https", "a URL, such as http://127.0.0.1:8545");
        Require(site, text => Hash32.TryParse(text, out _), "the site's id, 0x and 64 hex digits");

        var command = new Command("verify", "Check the evidence of an image against the chain, without an account and without trusting the server that gave it. Exit code: 0 verified, 1 refuted, 2 nothing can be said, 3 holds so far.")
        {
            file, envelope, rpc, deployment, site,
        };
        command.SetAction(async (parsed, _) =>
        {
            var evidence = Evidence.Read(parsed.GetValue(file)!);
            var chainId = evidence.Registration?.ChainId ?? evidence.Anchor?.ChainId;
            var verification = new Verification(
                evidence,
                parsed.GetValue(envelope),
                parsed.GetValue(deployment) ?? Path.Combine("chain", "deployments", $"{chainId}.json"),
                new Uri(parsed.GetValue(rpc)!),
                parsed.GetValue(site) is { } id ? Hash32.Parse(id) : null);
            return await PrintAsync(verification.RunAsync(cancellationToken), output);
        });
        return command;
    }

    private static async Task<int> PrintAsync(IAsyncEnumerable<Finding> findings, TextWriter output)
    {
        var found = new List<Finding>();
        try
        {
            await foreach (var finding in findings)
            {
                await output.WriteLineAsync(finding.ToString());
                found.Add(finding);
            }
        }
        catch (Exception exception) when (exception is EvidenceException or RegistryException && found.Exists(finding => finding.Verdict is Verdict.Fails))
        {
            await output.WriteLineAsync(Finding.Open($"Nothing more can be said: {exception.Message}").ToString()); // nor does it change what was found
        }

        var failed = found.Count(finding => finding.Verdict is Verdict.Fails);
        var (exitCode, conclusion) = (failed, found.Exists(finding => finding.Verdict is Verdict.HoldsSoFar)) switch
        {
            (not 0, _) => (Refuted, $"Refuted: {failed} of the {found.Count(finding => finding.Verdict is not Verdict.Open)} statements that could be checked do not hold."),
            (_, true) => (NotForGood, "Holds so far: verify it again once its block cannot be taken back any more."),
            _ => (Verified, "Verified: all that was looked at holds."),
        };
        await output.WriteLineAsync(conclusion);
        return exitCode;
    }

    private static void Require(Option option, Predicate<string> isGood, string wanted) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var said] && !isGood(said.Value))
        {
            result.AddError($"{option.Name} is '{said.Value}': give {wanted}.");
        }
    });
}
