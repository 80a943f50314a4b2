using System.Security.Cryptography;
using System.Text;

namespace PathoChain.Inference;

/// <summary>Reads the ensemble's card as strictly as <see cref="ModelCardFile"/> reads a model's.</summary>
public static class EnsembleCardFile
{
    /// <summary>Name of the card in a folder of models.</summary>
    public const string Name = "ensemble.json";

    private const double SumTolerance = 1e-6;

    /// <summary>The card of a folder; <see langword="null"/> if it has none.</summary>
    /// <exception cref="ModelException">The card is malformed, or asks for what this build does not do.</exception>
    public static EnsembleCard? Load(string directory)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        var json = CardReader.ReadBytes(path);
        var card = CardReader.Parse<EnsembleCard>(path, json, "card of an ensemble");
        Require(path, card);
        return card with { Json = Encoding.UTF8.GetString(json), Sha256 = Convert.ToHexStringLower(SHA256.HashData(json)) };
    }

    private static void Require(string path, EnsembleCard card)
    {
        Require(card.Labels.Negative != card.Labels.Positive, "labels", card.Labels.Negative, "the two classes need two names");
        Require(card.Members.Count > 0 && card.Members.All(member => member is not null), "members", $"{card.Members.Count} entries", "there is at least one and none is null");
        foreach (var member in card.Members)
        {
            Require(CardReader.IsSha256(member.Sha256), "members.sha256", member.Sha256, "a SHA-256 is 64 lower-case hex digits");
            Require(member.Weight >= 0, "members.weight", $"{member.Weight}", "a weight is 0 or more");
            Require(card.Members.Count(other => other.Name == member.Name || other.Sha256 == member.Sha256) == 1, "members", member.Name, "a model votes once");
        }

        var sum = card.Members.Sum(member => member.Weight);
        Require(Math.Abs(sum - 1) <= SumTolerance, "members.weight", $"{sum} in all", "weights add up to 1");
        Require(card.Temperature > 0 && double.IsFinite(card.Temperature), "temperature", $"{card.Temperature}", "a temperature is above 0 and finite, so that what was more probable stays so");
        Require(card.Threshold is > 0 and < 1, "threshold", $"{card.Threshold}", "a threshold lies between 0 and 1");
        Require(
            card.AbstainBand is [>= 0 and var low, <= 1 and var high] && low <= card.Threshold && card.Threshold <= high,
            "abstainBand",
            string.Join(", ", card.AbstainBand),
            $"it is two probabilities with the threshold {card.Threshold} between them");

        void Require(bool holds, string member, string value, string rule) => CardReader.Require(path, holds, member, value, rule);
    }
}
