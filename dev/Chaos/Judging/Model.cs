using PathoChain.Dev.Chaos.Cases;

namespace PathoChain.Dev.Chaos.Judging;

/// <summary>Says from the final chain, and from what was done about an image, what the API must say of it. Knows nothing of how the API finds out.</summary>
internal static class Model
{
    /// <param name="image">What was done about it.</param>
    /// <param name="chain">The truth.</param>
    /// <param name="confirmations">Blocks after which a registration counts.</param>
    public static Expectation Expect(ChaosImage image, FinalChain chain, int confirmations)
    {
        var registrations = chain.RegistrationsOf(image.Digest).Select(registration => new ExpectedRegistration(
            registration,
            chain.Head - registration.BlockNumber + 1 >= confirmations ? "classified" : "confirming",
            registration.BlockNumber <= chain.Finalized ? "finalized" : registration.BlockNumber <= chain.Safe ? "safe" : "unsafe")).ToList();
        return new Expectation(registrations, registrations.Count > 0 ? new HashSet<Verdict>() : VerdictsOf(image, chain).ToHashSet());
    }

    /// <summary>The image has no event on the chain.</summary>
    private static IEnumerable<Verdict> VerdictsOf(ChaosImage image, FinalChain chain)
    {
        if (image.Relayed)
        {
            return [Verdict.Registered];
        }

        // Once an event was seen, its transaction is what is followed, whichever of the image's it was.
        string[] followed = [.. image.EventShown ? image.Sent.Where(sent => IsRegistration(image, sent.Draft)).Select(sent => sent.Hash) : []];
        var verdicts = followed.Append(image.Announced).OfType<string>().SelectMany(hash => VerdictsOf(image, hash, chain)).ToList();
        if (verdicts.Count == 0)
        {
            return [Verdict.AwaitingSignature];
        }

        // What the API said before the chain changed under it remains right as far as it goes: the image is not registered.
        return image.Disturbed ? verdicts.Concat(Verdict.SignAgain) : verdicts;
    }

    private static IEnumerable<Verdict> VerdictsOf(ChaosImage image, string hash, FinalChain chain)
    {
        if (chain.Transaction(hash) is { } mined)
        {
            // It succeeded without registering this image.
            return [mined.Succeeded ? Verdict.Misdirected : Verdict.Reverted];
        }

        if (chain.Pending.Contains(hash))
        {
            return image.EventShown ? [Verdict.Submitted, Verdict.Reorged] : [Verdict.Submitted];
        }

        var sent = image.Sent.Find(sent => sent.Hash == hash)?.Draft;
        var replacement = sent is null ? null : chain.Transaction(sent.From, sent.Nonce);
        return replacement is null ? [Verdict.Dropped] : (image.EventShown ? Sight.Perhaps : image.Sight) switch
        {
            Sight.Certain => [KindOf(replacement)],
            Sight.Perhaps => [KindOf(replacement), Verdict.Dropped],
            _ => [Verdict.Dropped],
        };
    }

    private static Verdict KindOf(MinedTransaction replacement) =>
        replacement.To == replacement.From && replacement.Input == "0x" ? Verdict.Cancelled : Verdict.Replaced;

    /// <summary>A batch is announced by a call that is not the image's own, and still is one of it.</summary>
    private static bool IsRegistration(ChaosImage image, TransactionDraft draft) =>
        draft.To == image.Registry && draft.Input.Contains(image.Digest[2..], StringComparison.Ordinal);
}
