using System.Text.Json;

namespace PathoChain.Dev.Demo;

/// <summary>What the demo reads of an image as the API shows it; <see cref="Json"/> is all of it.</summary>
public sealed record ApiImage(
    string Cid, string Phase, ApiRegistrationCall RegistrationCall, ApiRegistration? Registration, ApiResult? Result, ApiFailure? Failure)
{
    public bool IsClassified => Phase == "classified";

    /// <summary>Whether nothing more happens to the image by itself.</summary>
    public bool IsEnd => IsClassified || (Phase == "failed" && Failure?.RetryAt is null);

    public JsonElement Json { get; init; }

    /// <summary>The version of this state, for <c>If-None-Match</c>.</summary>
    public string? ETag { get; init; }

    public static ApiImage Parse(JsonElement json, string? etag) =>
        json.Deserialize<ApiImage>(JsonSerializerOptions.Web)! with { Json = json, ETag = etag };
}

/// <summary>The call of contract <paramref name="To"/> with calldata <paramref name="Data"/> (hex) that registers the image on a chain.</summary>
public sealed record ApiRegistrationCall(long ChainId, string To, string Data);

public sealed record ApiRegistration(string TransactionHash, long BlockNumber, long? GasUsed);

/// <summary>What the ensemble says; <paramref name="Probability"/> is that of the positive label, <paramref name="Label"/> is null where no call is made,
/// and where it is <paramref name="Doubted"/> a model gives a reason not to rely on it.</summary>
public sealed record ApiResult(
    double Probability, string? Label, bool Doubted, IReadOnlyList<ApiVote> Votes, bool Uncertain, bool Disagreement, IReadOnlyList<string>? Warnings);

public sealed record ApiVote(string Model, double Probability, string Label, IReadOnlyList<string> Warnings);

public sealed record ApiFailure(string Reason, DateTimeOffset? RetryAt);
