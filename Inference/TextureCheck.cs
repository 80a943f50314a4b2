namespace PathoChain.Inference;

/// <summary>Says so when an image shows nothing: when it is of one colour or nearly, or when its pixels have nothing to do with their neighbours, as in noise.</summary>
/// <remarks>
/// Limits were chosen on the 9,538 patches of the 126 training patients. Their grey levels deviate by 5.56 or more from their mean, so none counts as blank,
/// background included. The variance of their neighbours' differences over that of unrelated pixels is 0.33 in the middle, at most 0.92 in all but 0.1 %;
/// 13 of them (0.14 %) are above the limit, all of them dense and grainy. Noise of 50x50 pixels lies between 0.95 and 1.05.
/// </remarks>
internal static class TextureCheck
{
    private const double LeastDeviation = 4;

    private const double LargestRoughness = 0.9;

    public static IReadOnlyList<string> Warnings(Texture texture) => texture switch
    {
        { Colours.Luma.Deviation: < LeastDeviation } =>
            [$"The image is blank: its grey levels hardly differ (standard deviation {texture.Colours.Luma.Deviation:0.0} of 255, in tissue at least {LeastDeviation:0}). There is nothing to classify; do not rely on this result."],
        { Roughness: > LargestRoughness } =>
            [$"The image looks like noise: neighbouring pixels have nothing to do with each other (difference {texture.Roughness:0.00} of what chance gives, in tissue at most {LargestRoughness:0.00}). Do not rely on this result."],
        _ => [],
    };
}
