namespace PathoChain.Inference;

/// <summary>
/// Says so when an image is smoother than those a model was trained on: as tissue is that was magnified more, enlarged, or out of focus, though its size be right; or
/// as only the colours are where JPEG keeps them at half the resolution.
/// </summary>
internal static class DetailCheck
{
    public static IReadOnlyList<string> Warnings(FineDetail detail, ModelScale scale) => scale.LeastDetail switch
    {
        { } least when detail.Luma < least.Luma =>
            [$"The image has little fine detail ({detail.Luma:0.00}, usually at least {least.Luma:0.00}): it was enlarged, is out of focus, or shows tissue at a higher magnification than what this model was trained on, {scale.Description}. Do not rely on this result."],
        { } least when detail.Cb < least.Cb || detail.Cr < least.Cr =>
            [$"The colours of the image have little fine detail (Cb {detail.Cb:0.00}, Cr {detail.Cr:0.00}, usually at least {least.Cb:0.00} and {least.Cr:0.00}): it was compressed as JPEG with colours at half the resolution, enlarged, or shows tissue at a higher magnification than what this model was trained on. Upload an export that was never compressed so (PNG or TIFF); do not rely on this result."],
        _ => [],
    };
}
