namespace PathoChain.Inference;

/// <summary>What a folder of models holds: pairs of <c>NAME.onnx</c> and its card <c>NAME.json</c>.</summary>
internal static class ModelPairs
{
    private static readonly string Reserved = Path.GetFileNameWithoutExtension(EnsembleCardFile.Name);

    /// <summary>Reads every card of a folder, by name, and checks every model against its own, without starting any.</summary>
    /// <exception cref="ModelException">A pair is incomplete, malformed or does not match.</exception>
    public static IReadOnlyDictionary<string, ModelCard> Read(string directory)
    {
        var names = NamesOf(directory, "*.onnx").Union(NamesOf(directory, "*.json").Where(name => $"{name}.json" != EnsembleCardFile.Name)).ToList();
        if (names.Contains(Reserved))
        {
            throw new ModelException($"{Path.Combine(directory, $"{Reserved}.onnx")} has the name that stands for all models together: give it and its card another one.");
        }

        var cards = names.ToDictionary(name => name, name => ModelCardFile.Load(Path.Combine(directory, $"{name}.json")));
        foreach (var card in cards.Values)
        {
            _ = ModelFile.Read(directory, card);
        }

        return cards;
    }

    private static IEnumerable<string> NamesOf(string directory, string pattern) =>
        Directory.EnumerateFiles(directory, pattern).Select(file => Path.GetFileNameWithoutExtension(file)!);
}
