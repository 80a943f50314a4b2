namespace PathoChain.Inference;

/// <summary>What <see cref="ColourLevels"/> nearly all training images have.</summary>
/// <param name="Luma">Brightness.</param>
/// <param name="Cb">Blue difference.</param>
/// <param name="Cr">Red difference.</param>
public sealed record ColourLimits(ChannelLimits Luma, ChannelLimits Cb, ChannelLimits Cr);

/// <param name="LeastMean">The means lie above it,</param>
/// <param name="LargestMean">and below this.</param>
/// <param name="LeastDeviation">The standard deviations lie above it.</param>
public sealed record ChannelLimits(double LeastMean, double LargestMean, double LeastDeviation)
{
    /// <summary>Whether a mean is one of those.</summary>
    public bool Holds(ChannelLevels levels) => levels.Mean >= LeastMean && levels.Mean <= LargestMean;
}
