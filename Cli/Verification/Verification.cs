using System.Runtime.CompilerServices;
using PathoChain.Registry;

namespace PathoChain.Cli.Verification;

/// <summary>All that can be said of the evidence of an image.</summary>
/// <param name="evidence">What was saved.</param>
/// <param name="envelopeFile">The encrypted image, if there is one.</param>
/// <param name="deploymentFile">The registry that is trusted.</param>
/// <param name="node">A node that is trusted.</param>
/// <param name="site">For which the registrant has to have spoken, and the reviewers been pathologists, if that matters.</param>
internal sealed class Verification(Evidence evidence, string? envelopeFile, string deploymentFile, Uri node, Hash32? site)
{
    /// <summary>Statement by statement, as it is found.</summary>
    /// <exception cref="EvidenceException">A file cannot be read, or the node has not come so far.</exception>
    /// <exception cref="RegistryException">The node does not answer, is of another chain, or there is no such registry.</exception>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var finding in ContentCheck.Of(evidence, envelopeFile))
        {
            yield return finding;
        }

        foreach (var result in evidence.Results)
        {
            var statement = result.StatementOf(evidence.Cid);
            if ((result.Digest is { } digest && digest != statement.Digest) || (result.ModelsDigest is { } models && models != statement.ModelsDigest))
            {
                yield return Finding.Fails($"The digests of the result of {TrustedChain.Utc(result.ClassifiedAt)} are not those of what it says, {statement.Digest} and {statement.ModelsDigest}.");
            }
        }

        if (evidence is { Registration: null, Anchor: null })
        {
            yield return Finding.Fails("It is neither registered nor anchored: the chain showed nothing of it when it was saved.");
            yield break;
        }

        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var rpc = new JsonRpcClient(http, node);
        var deployment = Deploy();
        var chain = new TrustedChain(rpc, deployment);
        await chain.Registry.VerifyAsync(cancellationToken);
        yield return Finding.Open($"What follows is by the node at {node.Scheme}://{node.Authority} and the deployment file {deploymentFile}; trust in these is yours.");
        if (deployment.ChainId == ChainOptions.DevelopmentChainId)
        {
            yield return Finding.Open($"Chain {deployment.ChainId} is a development chain, on which anyone can be anybody at any time: this proves nothing to others.");
        }

        var checks = evidence.Registration is { } registration
            ? RegistrationCheck.RunAsync(chain, evidence, registration, site, cancellationToken)
            : OfNoRegistration();
        await foreach (var finding in evidence.Anchor is { } anchor ? checks.Concat(AnchorCheck.RunAsync(chain, evidence.Digest, anchor, cancellationToken)) : checks)
        {
            yield return finding;
        }

        await foreach (var finding in ReviewCheck.RunAsync(chain, evidence, site, cancellationToken))
        {
            yield return finding;
        }

        yield return Finding.Open("Anything else in the file (warnings, history, priority, gas, sender, the transaction of an anchor, and so on) was not looked at.");
    }

    private static IAsyncEnumerable<Finding> OfNoRegistration() =>
        new[] { Finding.Open("The file holds no registration; whether there is one was not looked at."), AttestationCheck.NotLookedAt }.ToAsyncEnumerable();

    private Deployment Deploy() => File.Exists(deploymentFile)
        ? Deployment.Load(deploymentFile)
        : throw new EvidenceException($"There is no deployment file '{deploymentFile}': give that of the registry that you trust by --deployment; whoever deployed it has it.");
}
