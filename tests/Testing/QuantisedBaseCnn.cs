using System.Text.Json;

namespace PathoChain.Testing;

/// <summary>A real new version of baseCNN: the committed variant that convolves in int8, with its card.</summary>
public static class QuantisedBaseCnn
{
    private static readonly string Variants = Path.Combine(RepositoryRoot.Path, "models", "variants");
    private static readonly JsonElement Card = JsonElement.Parse(File.ReadAllText(Path.Combine(Variants, "basecnn.json")));

    public static string Version { get; } = Card.GetProperty("version").GetString()!;

    /// <summary>Copies the pair into a folder as a candidate; the answer is the model's SHA-256.</summary>
    public static string WriteTo(string directory)
    {
        foreach (var file in new[] { "basecnn.onnx", "basecnn.json" })
        {
            File.Copy(Path.Combine(Variants, file), Path.Combine(directory, file));
        }

        return Card.GetProperty("sha256").GetString()!;
    }
}
