namespace PathoChain.Dev.Chaos.Cases;

/// <summary>A transaction that the campaign sent; all values but numbers are 0x and lower-case hex.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Draft">What was asked of the node.</param>
internal sealed record SentTransaction(string Hash, TransactionDraft Draft);

/// <summary>What a node is asked to sign and send.</summary>
internal sealed record TransactionDraft(string From, long Nonce, string To, string Input)
{
    private const long Gwei = 1_000_000_000;

    public long Value { get; init; }

    public long Gas { get; init; } = 150_000;

    public long MaxFee { get; init; } = 20 * Gwei;

    public long Tip { get; init; } = 2 * Gwei;

    /// <summary>The same for 15 % more: nodes ask for at least 10 %.</summary>
    public TransactionDraft Dearer() => this with { MaxFee = MaxFee * 115 / 100, Tip = Tip * 115 / 100 };
}
