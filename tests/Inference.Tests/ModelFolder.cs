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

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
