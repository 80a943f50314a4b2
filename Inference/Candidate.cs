using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PathoChain.Inference;

/// <summary>
/// A new version of a served model, on trial. Which images fall to it is decided by their CID alone, so that it is the same on every silo and every retry.
/// </summary>
/// <param name="Card">Its card, which bears the name of the model it is to follow.</param>
/// <param name="Shares">On how many images it is tried.</param>
public sealed record Candidate(ModelCard Card, TrialShares Shares)
{
    private const double Unit = 1.0 / (1UL << 53); // A double holds 53 bits exactly, so a place never rounds up to 1.

    /// <summary>Under what it is started and run, beside the version that is served.</summary>
    public string Name => $"{Card.Name}@{Card.Sha256}";

    /// <summary>Whether it votes on an image.</summary>
    public bool VotesOn(string cid) => PlaceOf(cid) < Shares.Canary;

    /// <summary>Whether it is compared with the served version on an image.</summary>
    public bool IsComparedOn(string cid) => PlaceOf(cid) < Shares.Shadow;

    /// <summary>Where an image lies in 0..1, evenly spread and another way for each candidate.</summary>
    private double PlaceOf(string cid)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{cid}/{Card.Sha256}"));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * Unit;
    }
}

/// <summary>On how many images candidates are tried.</summary>
/// <param name="Shadow">Share of the images on which they are compared with the served version, 0 to 1.</param>
/// <param name="Canary">Share of the images on which they vote, 0 to 1.</param>
public sealed record TrialShares(double Shadow, double Canary);
