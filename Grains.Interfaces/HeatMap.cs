namespace PathoChain.Grains;

/// <summary>Where in an image a model saw signs of the positive class. It explains the model's score; it outlines nothing.</summary>
/// <param name="ModelSha256">SHA-256 of the <c>.onnx</c> file that was run, lower-case hex.</param>
/// <param name="Width">Cells across, which lie evenly over the image.</param>
/// <param name="Height">Cells down.</param>
/// <param name="Values">Rows from the top: 0 to 1, 1 where it saw most, or 0 throughout if nothing spoke for the positive class.</param>
[GenerateSerializer, Immutable, Alias("pathochain.HeatMap")]
public sealed record HeatMap(string ModelSha256, int Width, int Height, IReadOnlyList<float> Values);
