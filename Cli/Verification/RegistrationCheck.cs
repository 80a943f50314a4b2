using System.Runtime.CompilerServices;
using PathoChain.Registry;
using static PathoChain.Cli.Verification.TrustedChain;

namespace PathoChain.Cli.Verification;

/// <summary>Whether the chain says of a registration what the evidence says; docs/registry.md has the same steps by hand.</summary>
internal static class RegistrationCheck
{
    /// <param name="chain">What is trusted.</param>
    /// <param name="evidence">Of what was registered.</param>
    /// <param name="registration">What it says of that.</param>
    /// <param name="site">For which the registrant has to have spoken, if that matters.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RegistryException">The node does not answer.</exception>
    /// <exception cref="EvidenceException">The node has not come so far.</exception>
    public static async IAsyncEnumerable<Finding> RunAsync(
        TrustedChain chain, Evidence evidence, Registration registration, Hash32? site, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var digest = evidence.Digest;
        var registry = chain.Has("registered", registration.ChainId, registration.Contract);
        yield return registry;
        if (registry.Verdict is Verdict.Fails)
        {
            yield break;
        }

        yield return await chain.HasBlockAsync(registration.BlockNumber, registration.BlockHash, registration.BlockTime, cancellationToken);
        var record = await RecordAsync(chain, digest, registration, cancellationToken);
        yield return record;
        if (record.Verdict is Verdict.Fails)
        {
            yield break;
        }

        yield return await TransactionAsync(chain, digest, registration, cancellationToken);
        yield return await RevocationAsync(chain, digest, registration.Registrant, cancellationToken);
        yield return await StandingAsync(chain, registration, site, cancellationToken);
        yield return await AttestationCheck.RunAsync(chain, evidence, registration.Registrant, site, cancellationToken);
    }

    private static async Task<Finding> RecordAsync(TrustedChain chain, Hash32 digest, Registration registration, CancellationToken cancellationToken) =>
        await chain.Views.RegisteredAtAsync(registration.Registrant, digest, cancellationToken) switch
        {
            null => Finding.Fails($"The registry has no registration of that digest by {registration.Registrant}."),
            { } time when time == registration.BlockTime => Finding.Holds($"{registration.Registrant} registered that digest at {Utc(time)}."),
            { } time => Finding.Fails($"{registration.Registrant} registered that digest at {Utc(time)}, not at {Utc(registration.BlockTime)}."),
        };

    // By the block's events: nodes forget where transactions are sooner than what they did.
    private static async Task<Finding> TransactionAsync(TrustedChain chain, Hash32 digest, Registration registration, CancellationToken cancellationToken)
    {
        var (transaction, block) = (registration.TransactionHash, registration.BlockNumber);
        var events = await chain.Registry.GetRegistrationsAsync(block, block, cancellationToken);
        var found = events.SingleOrDefault(each => each.Digest == digest && each.Registrant == registration.Registrant);
        return found switch
        {
            null => Finding.Open($"Whether transaction {transaction} did so cannot be told: the node has no event of it in block {block}."),
            { TransactionHash: var actual } when actual == transaction => Finding.Holds($"Transaction {transaction} did so."),
            { TransactionHash: var actual } => Finding.Fails($"Transaction {actual} did so, not {transaction}."),
        };
    }

    private static async Task<Finding> RevocationAsync(TrustedChain chain, Hash32 digest, Address registrant, CancellationToken cancellationToken) =>
        await chain.Views.RevocationOfAsync(registrant, digest, cancellationToken) is { } revocation
            ? Finding.Fails($"{registrant} withdrew it at {Utc(revocation.At)} (reason {revocation.ReasonCode}).")
            : Finding.Holds($"{registrant} has not withdrawn it by now.");

    private static async Task<Finding> StandingAsync(TrustedChain chain, Registration registration, Hash32? site, CancellationToken cancellationToken)
    {
        if (site is not { } id)
        {
            return Finding.Open($"Whether {registration.Registrant} spoke for a site then was not looked at: give its id by --site.");
        }

        var directory = await chain.DirectoryAsync(id, cancellationToken);
        return await directory.SpokeAsync(registration.Registrant, registration.BlockTime, cancellationToken)
            ? Finding.Holds($"{registration.Registrant} spoke for site {id} then.")
            : Finding.Fails($"{registration.Registrant} did not speak for site {id} then.");
    }
}
