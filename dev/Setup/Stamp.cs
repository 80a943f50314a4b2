namespace PathoChain.Dev.Setup;

/// <summary>Remembers, in a file beside a step's product, what the product was made from.</summary>
internal sealed class Stamp(string file)
{
    public bool Matches(string hash) => File.Exists(file) && File.ReadAllText(file) == hash;

    /// <summary>Call after the step has succeeded; a step that fails leaves no stamp.</summary>
    public void Write(string hash) => File.WriteAllText(file, hash);

    public void Clear()
    {
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }
}
