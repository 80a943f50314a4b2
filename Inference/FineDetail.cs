namespace PathoChain.Inference;

/// <summary>
/// How much fine detail an image has: the mean squared difference of pixels next to each other over that of pixels two apart, a ratio of structure functions (Kolmogorov 1941).
/// Near 1 in noise, 1/4 in a smooth slope, whatever contrast and stain; 1 where nothing differs.
/// </summary>
/// <param name="Luma">In brightness.</param>
/// <param name="Cb">In the blue difference.</param>
/// <param name="Cr">In the red difference.</param>
public sealed record FineDetail(double Luma, double Cb, double Cr);
