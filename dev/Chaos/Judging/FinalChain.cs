namespace PathoChain.Dev.Chaos.Judging;

/// <summary>What the node says in the end: the truth of the campaign. Nothing in it comes from the API.</summary>
/// <param name="Head">Number of the newest block.</param>
/// <param name="Safe">Number of the block with the tag <c>safe</c>, or -1.</param>
/// <param name="Finalized">Number of the block with the tag <c>finalized</c>, or -1.</param>
/// <param name="Registrations">All events of the registry that register a digest.</param>
/// <param name="Mined">Every transaction of every block.</param>
/// <param name="Pending">Hashes of transactions that the node knows and has not mined.</param>
internal sealed record FinalChain(
    long Head, long Safe, long Finalized, IReadOnlyList<ChainRegistration> Registrations, IReadOnlyList<MinedTransaction> Mined, IReadOnlySet<string> Pending)
{
    private readonly Dictionary<string, MinedTransaction> _byHash = Mined.ToDictionary(transaction => transaction.Hash);
    private readonly Dictionary<(string, long), MinedTransaction> _byNonce = Mined.ToDictionary(transaction => (transaction.From, transaction.Nonce));

    public MinedTransaction? Transaction(string hash) => _byHash.GetValueOrDefault(hash);

    /// <summary>The transaction that took a nonce; an account has one for each.</summary>
    public MinedTransaction? Transaction(string from, long nonce) => _byNonce.GetValueOrDefault((from, nonce));

    public IReadOnlyList<ChainRegistration> RegistrationsOf(string digest) => [.. Registrations.Where(registration => registration.Digest == digest)];
}

/// <summary>An event of the registry that registers <paramref name="Digest"/>.</summary>
internal sealed record ChainRegistration(string Digest, string Registrant, string TransactionHash, long BlockNumber, string BlockHash);

/// <summary>A transaction on the chain; <paramref name="Succeeded"/> is its receipt's status.</summary>
internal sealed record MinedTransaction(string Hash, string From, long Nonce, string To, string Input, bool Succeeded, long BlockNumber);
