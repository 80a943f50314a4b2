using System.Text.Json;
using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Chaos.Judging;

/// <summary>What the API says of an image.</summary>
/// <param name="Cid">Its id.</param>
/// <param name="Phase">As in the JSON.</param>
/// <param name="Problem">Kind of its transaction's problem, or null.</param>
/// <param name="Registration">The event that it shows, or null.</param>
internal sealed record ObservedImage(string Cid, string Phase, string? Problem, ObservedRegistration? Registration)
{
    /// <summary>Whether the API showed the event of this image, now or before.</summary>
    public bool EventShown { get; init; }

    public static ObservedImage Of(ApiImage image) => new(
        image.Cid,
        image.Phase,
        Property(image.Json, "transactionProblem") is { } problem ? problem.GetProperty("kind").GetString() : null,
        Property(image.Json, "registration") is { } registration ? ObservedRegistration.Of(registration) : null)
    {
        EventShown = image.Json.GetProperty("history").EnumerateArray().Any(entry => entry.GetProperty("phase").GetString() is "confirming" or "registered"),
    };

    public override string ToString() =>
        $"{Phase}{(Problem is null ? "" : $" ({Problem})")}{(Registration is { } shown ? $", event of {shown.TransactionHash} in block {shown.BlockNumber}, {shown.Finality}" : "")}";

    private static JsonElement? Property(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : null;
}

/// <summary>The event that the API shows for an image.</summary>
internal sealed record ObservedRegistration(string TransactionHash, long BlockNumber, string BlockHash, string Finality)
{
    public static ObservedRegistration Of(JsonElement json) => new(
        json.GetProperty("transactionHash").GetString()!,
        json.GetProperty("blockNumber").GetInt64(),
        json.GetProperty("blockHash").GetString()!,
        json.GetProperty("finality").GetString()!);
}
