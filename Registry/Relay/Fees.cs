namespace PathoChain.Registry.Relay;

/// <summary>What a transaction offers for a unit of gas (EIP-1559), in wei.</summary>
/// <param name="MaxFeePerGas">Most that is paid in all.</param>
/// <param name="MaxPriorityFeePerGas">Most of it that goes to the block's producer.</param>
public readonly record struct Fees(long MaxFeePerGas, long MaxPriorityFeePerGas)
{
    /// <summary>A million gwei: more is an error, and sums below it do not overflow.</summary>
    public const long Highest = 1_000_000_000_000_000;

    /// <summary>Percent by which a replacement offers more; nodes ask for 10 and some for 12.5.</summary>
    private const int Raise = 15;

    /// <summary>What is mined at once unless the base fee doubles: twice the base fee and the tip.</summary>
    /// <param name="baseFee">Of the newest block.</param>
    /// <param name="tip">What the node suggests for the producer.</param>
    /// <param name="limit">Most that may be offered.</param>
    public static Fees Suggest(long baseFee, long tip, long limit)
    {
        var priority = Math.Min(tip, limit);
        return new(Math.Min((2 * Math.Min(baseFee, Highest)) + priority, limit), priority);
    }

    /// <summary>What replaces a transaction that offered this: at least 15 % more of both, and no less than what is suggested now.</summary>
    /// <returns><see langword="null"/> if that is above <paramref name="limit"/>.</returns>
    public Fees? Bump(Fees suggested, long limit)
    {
        var raised = new Fees(
            Math.Max(Raised(MaxFeePerGas), suggested.MaxFeePerGas), Math.Max(Raised(MaxPriorityFeePerGas), suggested.MaxPriorityFeePerGas));
        return Math.Max(raised.MaxFeePerGas, raised.MaxPriorityFeePerGas) <= limit ? raised : null;
    }

    private static long Raised(long fee) => fee + (((fee * Raise) + 99) / 100);
}
