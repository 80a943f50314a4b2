namespace PathoChain.Inference;

/// <summary>An output of a model.</summary>
/// <param name="Name">Name of the graph's output.</param>
/// <param name="Shape">Length of each dimension, that of the images first.</param>
/// <param name="Values">In row-major order.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<long> Shape, IReadOnlyList<float> Values);
