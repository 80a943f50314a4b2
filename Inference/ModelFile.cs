using System.Security.Cryptography;

namespace PathoChain.Inference;

/// <summary>A model's bytes, read once: what is hashed is what is run.</summary>
internal static class ModelFile
{
    private const long LargestModelBytes = 512L * 1024 * 1024;

    /// <summary>Reads the model of a card.</summary>
    /// <exception cref="ModelException">It is missing, a link, too large, or not the one the card describes.</exception>
    public static byte[] Read(string directory, ModelCard card)
    {
        var path = Path.Combine(directory, card.File);
        if (!File.Exists(path))
        {
            throw new ModelException($"{path} is missing, though its card is there: restore it (git checkout) or export the model again.");
        }

        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new ModelException($"{path} is a link to {target}: put the model itself there, so that nobody who can write elsewhere can swap it.");
        }

        if (new FileInfo(path).Length > LargestModelBytes)
        {
            throw new ModelException($"{path} is larger than {LargestModelBytes} bytes, the most that is loaded: it cannot be the model of its card.");
        }

        var bytes = File.ReadAllBytes(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return sha256 == card.Sha256
            ? bytes
            : throw new ModelException($"{path} has SHA-256 {sha256}, but its card says {card.Sha256}: it was changed or swapped. Restore both files (git checkout) or export the model again.");
    }
}
