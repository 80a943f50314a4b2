using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

/// <summary>A temporary folder of models that a test may spoil; it starts with the committed baseCNN and its card.</summary>
internal sealed class ModelFolder : IDisposable
{
    public const string BaseCnn = "basecnn";

    private ModelFolder(string directory) => Directory = directory;

    public static string Committed { get; } = System.IO.Path.Combine(RepositoryRoot.Path, "models", "artifacts");

    public string Directory { get; }

    public static ModelFolder Create()
    {
        var folder = new ModelFolder(System.IO.Directory.CreateTempSubdirectory("pathochain-models-").FullName);
        folder.Copy(BaseCnn);
        return folder;
    }

    /// <summary>Path of a file in the folder.</summary>
    public string Path(string file) => System.IO.Path.Combine(Directory, file);

    /// <summary>Adds the committed baseCNN under a name, as another file, with its card changed by <paramref name="change"/>.</summary>
    public void Copy(string name, Action<JsonObject>? change = null)
    {
        File.Copy(System.IO.Path.Combine(Committed, $"{BaseCnn}.json"), Path($"{name}.json"), overwrite: true);
        ChangeCard(name, card =>
        {
            card["name"] = name;
            card["file"] = $"{name}.onnx";
            change?.Invoke(card);
        });

        // ModelProto.doc_string makes a copy another file that computes the same.
        var model = File.ReadAllBytes(System.IO.Path.Combine(Committed, $"{BaseCnn}.onnx"));
        Replace(name, name == BaseCnn ? model : [.. model, .. ModelBytes.Text(6, name)]);
    }

    public void ChangeCard(string name, Action<JsonObject> change)
    {
        var path = Path($"{name}.json");
        var card = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(card);
        File.WriteAllText(path, card.ToJsonString());
    }

    /// <summary>Writes other bytes as the model and has the card state their hash.</summary>
    public void Replace(string name, byte[] model)
    {
        File.WriteAllBytes(Path($"{name}.onnx"), model);
        ChangeCard(name, card => card["sha256"] = Convert.ToHexStringLower(SHA256.HashData(model)));
    }

    /// <summary>Writes the card of an ensemble of all models there, equally weighted and uncalibrated, changed by <paramref name="change"/>.</summary>
    public void WriteEnsemble(Action<JsonObject>? change = null)
    {
        var cards = System.IO.Directory.EnumerateFiles(Directory, "*.onnx").Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(File.ReadAllText(System.IO.Path.ChangeExtension(file, ".json")))!.AsObject())
            .ToList();
        var card = new JsonObject
        {
            ["version"] = "1",
            ["task"] = cards[0]["task"]!.DeepClone(),
            ["labels"] = cards[0]["labels"]!.DeepClone(),
            ["members"] = new JsonArray([.. cards.Select(each => new JsonObject
            {
                ["name"] = each["name"]!.DeepClone(),
                ["sha256"] = each["sha256"]!.DeepClone(),
                ["weight"] = 1.0 / cards.Count,
            })]),
            ["temperature"] = 1,
            ["threshold"] = 0.5,
            ["abstainBand"] = new JsonArray(0.4, 0.6),
            ["metrics"] = JsonNode.Parse(
                """
                {
                  "split": "held-out patients", "patients": 76, "patches": 4783, "loss": 0.3, "rocAuc": 0.95, "accuracy": 0.9, "balancedAccuracy": 0.9,
                  "precision": 0.9, "recall": 0.9, "f1": 0.9, "ece": 0.02, "calledShare": 0.8, "calledWrong": 0.05
                }
                """),
        };
        change?.Invoke(card);
        File.WriteAllText(Path(EnsembleCardFile.Name), card.ToJsonString());
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
