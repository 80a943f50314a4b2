using System.Globalization;
using PathoChain.Registry;
using PathoChain.Registry.Merkle;

namespace PathoChain.Cli.Verification;

/// <summary>Whether the chain says what the evidence says; docs/registry.md has the same steps by hand.</summary>
/// <param name="rpc">A node that is trusted.</param>
/// <param name="deployment">The registry that is trusted.</param>
/// <param name="site">For which the registrant has to have spoken, if that matters.</param>
internal sealed class ChainCheck(JsonRpcClient rpc, Deployment deployment, Hash32? site)
{
    private readonly ImageRegistryClient _registry = new(rpc, deployment);
    private readonly ImageRegistryViews _views = new(rpc, deployment);

    /// <exception cref="RegistryException">The node does not answer, is of another chain, or there is no such registry; so nothing is said.</exception>
    public async Task<IReadOnlyList<Finding>> RunAsync(Evidence evidence, Registration registration, CancellationToken cancellationToken)
    {
        await _registry.VerifyAsync(cancellationToken);
        var findings = new List<Finding> { OfRegistry("registered", registration.ChainId, registration.Contract) };
        if (findings[0].Verdict is Verdict.Fails)
        {
            return findings; // what another registry says is of no interest
        }

        findings.Add(await RecordAsync(evidence.Digest, registration, cancellationToken));
        findings.Add(await EventAsync(evidence.Digest, registration, cancellationToken));
        findings.Add(await DepthAsync(registration.BlockNumber, cancellationToken));
        findings.Add(await RevocationAsync(evidence.Digest, registration.Registrant, cancellationToken));
        if (site is { } id)
        {
            findings.Add(await StandingAsync(id, registration, cancellationToken));
        }

        if (evidence.Anchor is { } anchor)
        {
            findings.Add(await AnchorAsync(evidence.Digest, anchor, cancellationToken));
        }

        findings.Add(await AttestationAsync(evidence.Digest, registration.Registrant, cancellationToken));
        return findings;
    }

    private Finding OfRegistry(string what, long chainId, Address contract) => chainId == deployment.ChainId && contract == deployment.Address
        ? Finding.Holds($"It was {what} at {contract} on chain {chainId}, which is the registry that you trust, with its code unchanged.")
        : Finding.Fails($"It was {what} at {contract} on chain {chainId}, while the registry that you trust is {deployment.Address} on chain {deployment.ChainId}.");

    private async Task<Finding> RecordAsync(Hash32 digest, Registration registration, CancellationToken cancellationToken) =>
        await _views.RegisteredAtAsync(registration.Registrant, digest, cancellationToken) switch
        {
            null => Finding.Fails($"The registry has no registration of that digest by {registration.Registrant}."),
            { } time when time == registration.BlockTime => Finding.Holds($"{registration.Registrant} registered that digest at {Utc(time)}."),
            { } time => Finding.Fails($"{registration.Registrant} registered that digest at {Utc(time)}, not at {Utc(registration.BlockTime)}."),
        };

    private async Task<Finding> EventAsync(Hash32 digest, Registration registration, CancellationToken cancellationToken)
    {
        var (transaction, block) = (registration.TransactionHash, registration.BlockNumber);
        var receipt = await _registry.GetReceiptAsync(transaction, cancellationToken);
        var there = receipt?.Registrations.Any(each => each.Digest == digest && each.Registrant == registration.Registrant) is true;
        return there && receipt!.BlockNumber == block && receipt.BlockHash == registration.BlockHash
            ? Finding.Holds($"Transaction {transaction} did so in block {block}, {registration.BlockHash}.")
            : Finding.Fails((receipt, there) switch
            {
                (null, _) => $"The chain has no transaction {transaction}.",
                (_, false) => $"Transaction {transaction} does not register that digest for {registration.Registrant}.",
                _ => $"Transaction {transaction} is in block {receipt!.BlockNumber}, {receipt.BlockHash}, not in block {block}, {registration.BlockHash}: the chain was reorganised, or is another one.",
            });
    }

    private async Task<Finding> DepthAsync(long block, CancellationToken cancellationToken)
    {
        var depth = (await _registry.DepthAsync(cancellationToken)).WithoutInstantTags();
        var confirmations = depth.ConfirmationsOf(block);
        return (depth.IsFinal(block, confirmations: 1), depth.Finalized) switch
        {
            (true, not null) => Finding.Holds($"That block has {confirmations} confirmations, and the node calls it final."),
            (true, null) => Finding.Holds($"That block has {confirmations} confirmations, of a node that calls none final: {ChainDepth.UsuallyFinal} are hardly ever taken back."),
            _ => Finding.Open($"That block has {confirmations} confirmations, and might still be taken back."),
        };
    }

    private async Task<Finding> RevocationAsync(Hash32 digest, Address registrant, CancellationToken cancellationToken) =>
        await _views.RevocationOfAsync(registrant, digest, cancellationToken) is { } revocation
            ? Finding.Fails($"{registrant} withdrew it at {Utc(revocation.At)} (reason {revocation.ReasonCode}).")
            : Finding.Holds($"{registrant} has not withdrawn it.");

    private async Task<Finding> StandingAsync(Hash32 id, Registration registration, CancellationToken cancellationToken)
    {
        var directory = new SiteDirectoryClient(rpc, deployment, id);
        await directory.VerifyAsync(cancellationToken);
        return await directory.SpokeAsync(registration.Registrant, registration.BlockTime, cancellationToken)
            ? Finding.Holds($"{registration.Registrant} spoke for site {id} then.")
            : Finding.Fails($"{registration.Registrant} did not speak for site {id} then.");
    }

    private async Task<Finding> AnchorAsync(Hash32 digest, Anchor anchor, CancellationToken cancellationToken)
    {
        if (OfRegistry("anchored", anchor.ChainId, anchor.Contract) is { Verdict: Verdict.Fails } elsewhere)
        {
            return elsewhere;
        }

        if (!MerkleProof.Verify(anchor.Root, digest, anchor.Proof))
        {
            return Finding.Fails($"Its Merkle proof does not lead to {anchor.Root}.");
        }

        return await _views.AnchorOfAsync(anchor.Anchorer, anchor.Root, cancellationToken) switch
        {
            null => Finding.Fails($"Its Merkle proof leads to {anchor.Root}, which {anchor.Anchorer} did not anchor."),
            { At: var at } when at == anchor.BlockTime => Finding.Holds($"Its Merkle proof leads to {anchor.Root}, which {anchor.Anchorer} anchored at {Utc(at)}."),
            { At: var at } => Finding.Fails($"{anchor.Anchorer} anchored {anchor.Root} at {Utc(at)}, not at {Utc(anchor.BlockTime)}."),
        };
    }

    private async Task<Finding> AttestationAsync(Hash32 digest, Address registrant, CancellationToken cancellationToken) =>
        await _views.AttestationOfAsync(registrant, digest, cancellationToken) is { } attestation
            ? Finding.Open($"{registrant} attested at {Utc(attestation.At)} to a result whose digest is {attestation.ResultDigest}; whether it is the one in this file was not looked at.")
            : Finding.Open("What the models found is not on the chain: any result in this file is the word of whoever gave it to you.");

    private static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
