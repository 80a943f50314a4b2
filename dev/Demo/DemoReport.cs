using System.Text.Json;
using System.Text.Json.Serialization;

namespace PathoChain.Dev.Demo;

/// <summary>All that a demo run found out, for <c>--json</c>.</summary>
/// <param name="Notice">What the numbers may be used for.</param>
/// <param name="ReadySeconds">From the start of the tool until the first image could be sent.</param>
/// <param name="Seconds">From the first image sent until the last one ended.</param>
/// <param name="Images">In the order of the files.</param>
internal sealed record DemoReport(string Notice, double ReadySeconds, double Seconds, IReadOnlyList<ReportedImage> Images)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public int Classified => Images.Count(image => image.Classified);

    public int Failed => Images.Count - Classified;

    public double SecondsPerImage => Seconds / Images.Count;

    public static DemoReport Of(IReadOnlyList<ImageRun> runs, double readySeconds, double seconds) => new(
        "Research use only: not a medical device.",
        readySeconds,
        seconds,
        [.. runs.Select(run => new ReportedImage(run.File, run.Synthetic, run.IsClassified, run.Error, run.Seconds, run.Image?.Json))]);

    public Task WriteAsync(string file, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Options) + "\n", cancellationToken);
}

/// <summary>One image of the report; <paramref name="Image"/> is the image as the API shows it, null where it was refused.</summary>
internal sealed record ReportedImage(string File, bool Synthetic, bool Classified, string? Error, StageSeconds Seconds, JsonElement? Image);
