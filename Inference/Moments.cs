namespace PathoChain.Inference;

/// <summary>Mean and standard deviation of whole numbers, summed up without rounding.</summary>
internal struct Moments
{
    private long _sum;
    private long _squares;
    private long _count;

    /// <param name="number">At most 65,536 from 0, so that the squares of 40 million have room.</param>
    public void Add(int number)
    {
        _sum += number;
        _squares += (long)number * number;
        _count++;
    }

    public readonly double Mean => (double)_sum / _count;

    public readonly double Variance => Math.Max(0, ((double)_squares / _count) - (Mean * Mean));

    /// <summary>Both in another unit, so many of which are one.</summary>
    public readonly ChannelLevels In(int unit) => new(Mean / unit, Math.Sqrt(Variance) / unit);
}
