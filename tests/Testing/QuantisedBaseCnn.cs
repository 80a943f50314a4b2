using System.Text.Json;

namespace PathoChain.Testing;

/// <summary>A real new version of baseCNN: the committed variant that convolves in int8, with its card.</summary>
public static class QuantisedBaseCnn
{
    public const string Version = "3";

    /// <summary>Copies the pair into a folder as a candidate; the answer is the model's SHA-256.</summary>
    public static string WriteTo(string directory)
    {
        var variants = Path.Combine(RepositoryRoot.Path, "models", "variants");
        foreach (var file in new[] { "basecnn.onnx", "basecnn.json" })
        {
            File.Copy(Path.Combine(variants, file), Path.Combine(directory, file));
        }

        return JsonDocument.Parse(File.ReadAllText(Path.Combine(variants, "basecnn.json"))).RootElement.GetProperty("sha256").GetString()!;
    }
}
