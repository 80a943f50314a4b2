namespace PathoChain.Grains;

/// <summary>An output of a model, 32-bit floats.</summary>
/// <param name="Name">Name of the graph's output.</param>
/// <param name="Shape">Length of each dimension, that of the images first.</param>
/// <param name="Values">In row-major order.</param>
[GenerateSerializer, Immutable, Alias("pathochain.ModelOutput")]
public sealed record ModelOutput(string Name, IReadOnlyList<long> Shape, IReadOnlyList<float> Values);
