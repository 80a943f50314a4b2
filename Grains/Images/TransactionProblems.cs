using PathoChain.Registry;
using PathoChain.Registry.Tracking;

namespace PathoChain.Grains.Images;

/// <summary>Verdicts in words for people.</summary>
internal static class TransactionProblems
{
    /// <summary>The problem and the event that a verdict makes; <see langword="null"/> if there is none.</summary>
    public static (TransactionProblem Problem, ImageEvent Event)? Of(TransactionVerdict verdict, string hash) => verdict.Fate switch
    {
        TransactionFate.Reverted => (
            new(TransactionProblemKind.Reverted, hash, $"The registry refused the transaction: {Words(verdict.Reason)}.", null),
            ImageEvent.TransactionReverted),
        TransactionFate.Replaced => (
            new(TransactionProblemKind.Replaced, hash, "Another transaction of the same account took its place and does not register this image.", verdict.ReplacedBy?.ToString()),
            ImageEvent.TransactionReplaced),
        TransactionFate.Cancelled => (
            new(TransactionProblemKind.Cancelled, hash, "The transaction was cancelled in the wallet.", verdict.ReplacedBy?.ToString()),
            ImageEvent.TransactionReplaced),
        TransactionFate.Dropped => (
            new(TransactionProblemKind.Dropped, hash, "The node no longer knows the transaction, and it was not mined.", null),
            ImageEvent.TransactionDropped),
        TransactionFate.Misdirected => (
            new(TransactionProblemKind.WrongRegistry, hash, "The transaction was mined, but does not register this image in this registry.", null),
            ImageEvent.TransactionMisdirected),
        _ => null,
    };

    private static string Words(RevertReason? reason) => reason switch
    {
        AlreadyRegistered already => $"{already.Registrant} has registered this digest before",
        SignatureExpired => "the signature came after its deadline",
        InvalidSignature invalid => $"{invalid.Registrant} did not sign this registration",
        ZeroDigest => "the digest is zero",
        Empty => "the batch is empty",
        RanOutOfGas gas => $"it needed more than the {gas.Gas} gas that it allowed",
        NotRegistered or AlreadyRevoked or AlreadyAnchored => "it was another call than a registration",
        UnknownRevert or null or _ => "the node does not tell why",
    };
}
