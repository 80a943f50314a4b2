using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PathoChain.Testing;

/// <summary>A real new version of baseCNN: the committed variant that convolves in int8, with the card of the one that is served.</summary>
public static class QuantisedBaseCnn
{
    public const string Version = "3";

    /// <summary>Writes the pair into a folder as a candidate; the answer is the model's SHA-256.</summary>
    public static string WriteTo(string directory)
    {
        var models = Path.Combine(RepositoryRoot.Path, "models");
        var model = File.ReadAllBytes(Path.Combine(models, "variants", "basecnn-int8.onnx"));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(model));
        var card = JsonNode.Parse(File.ReadAllText(Path.Combine(models, "artifacts", "basecnn.json")))!.AsObject();
        card["version"] = Version;
        card["sha256"] = sha256;
        card["weights"]!["form"] = "int8";
        File.WriteAllBytes(Path.Combine(directory, "basecnn.onnx"), model);
        File.WriteAllText(Path.Combine(directory, "basecnn.json"), card.ToJsonString());
        return sha256;
    }
}
