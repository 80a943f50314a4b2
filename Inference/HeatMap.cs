namespace PathoChain.Inference;

/// <summary>
/// Where in an image a model saw signs of the positive class: Grad-CAM (Selvaraju et al. 2017) of the logit at the last feature maps, which the model's
/// graph computes exactly. It explains the model's score; it outlines nothing.
/// </summary>
/// <param name="Width">Cells across, which lie evenly over the image.</param>
/// <param name="Height">Cells down.</param>
/// <param name="Values">Rows from the top: 0 to 1, scaled by the map's own maximum, or 0 throughout if nothing spoke for the positive class.</param>
/// <param name="Maximum">The largest value before scaling, 0 or more: not comparable between models.</param>
public sealed record HeatMap(int Width, int Height, IReadOnlyList<float> Values, float Maximum)
{
    /// <param name="width">Cells across.</param>
    /// <param name="height">Cells down.</param>
    /// <param name="cam">Rows from the top, as the model gives them.</param>
    public static HeatMap Scaled(int width, int height, ReadOnlySpan<float> cam)
    {
        var maximum = 0f;
        foreach (var value in cam)
        {
            maximum = Math.Max(maximum, value);
        }

        var values = new float[cam.Length];
        for (var cell = 0; maximum > 0 && cell < values.Length; cell++)
        {
            values[cell] = Math.Max(0, cam[cell]) / maximum;
        }

        return new HeatMap(width, height, values, maximum);
    }
}
