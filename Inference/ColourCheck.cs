namespace PathoChain.Inference;

/// <summary>
/// Says so when an image is of fewer colours, darker, brighter, or of other colours than those a model was trained on: as a scan in grey is, an underexposed one,
/// a negative, a file whose channels were exchanged, or tissue with another stain.
/// </summary>
internal static class ColourCheck
{
    public static IReadOnlyList<string> Warnings(ColourLevels levels, ModelScale scale) => scale.UsualColours switch
    {
        { } usual when levels.Cb.Deviation < usual.Cb.LeastDeviation || levels.Cr.Deviation < usual.Cr.LeastDeviation =>
            [$"The image has hardly any colour (Cb varies by {levels.Cb.Deviation:0.0}, Cr by {levels.Cr.Deviation:0.0}, usually by at least {usual.Cb.LeastDeviation:0.0} and {usual.Cr.LeastDeviation:0.0}): this model was trained on {scale.Description}, in colour. Do not rely on this result."],
        { } usual when !usual.Luma.Holds(levels.Luma) =>
            [$"The image is too {(levels.Luma.Mean < usual.Luma.LeastMean ? "dark" : "bright")} (mean luma {levels.Luma.Mean:0} of 255, usually {usual.Luma.LeastMean:0} to {usual.Luma.LargestMean:0}): this model was trained on {scale.Description}. Check the exposure of the export; do not rely on this result."],
        { } usual when !usual.Cb.Holds(levels.Cb) || !usual.Cr.Holds(levels.Cr) =>
            [$"The image has other colours (mean Cb {levels.Cb.Mean:0}, Cr {levels.Cr.Mean:0}, usually {usual.Cb.LeastMean:0} to {usual.Cb.LargestMean:0} and {usual.Cr.LeastMean:0} to {usual.Cr.LargestMean:0}) than what this model was trained on, {scale.Description}: another stain, or channels that were exchanged or inverted. Do not rely on this result."],
        _ => [],
    };
}
