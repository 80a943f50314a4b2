using System.Security.Cryptography;
using System.Text;

namespace PathoChain.Testing;

/// <summary>The split of the patients of <c>idc</c>, as models/data.py makes it.</summary>
public static class IdcSplit
{
    private const double Training = 0.54;
    private const double Validation = 0.136;

    /// <summary>The files of the patients on whom no model of a seed was trained or chosen.</summary>
    /// <param name="files">Paths of all patients' files.</param>
    /// <param name="seed">Seed of the split, which a model's card states.</param>
    public static IReadOnlyList<string> HeldOut(IReadOnlyList<string> files, int seed)
    {
        var patients = files.Select(PatientOf).Distinct()
            .OrderBy(patient => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{patient}"))), StringComparer.Ordinal)
            .ToList();
        var seen = (int)Math.Round(Training * patients.Count) + (int)Math.Round(Validation * patients.Count);
        var heldOut = patients.Skip(seen).ToHashSet();
        return [.. files.Where(file => heldOut.Contains(PatientOf(file)))];
    }

    private static string PatientOf(string file) => Path.GetFileName(file).Split('_')[0];
}
