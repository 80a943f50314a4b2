using System.Text.Json;

namespace PathoChain.Api.Models;

/// <summary>
/// What models/report.py found of the models, from the folder that <c>Models:Reports</c> names: <c>metrics.json</c> and plots. A report counts only for the
/// very file that it scored, by SHA-256: the plots of an earlier training say nothing of its successor.
/// </summary>
internal sealed class ModelReports(IConfiguration configuration)
{
    private const int LargestReportBytes = 1024 * 1024;

    private readonly string _folder = Path.GetFullPath(configuration["Models:Reports"] ?? "models/reports");

    /// <summary>What is known of a model, or of the ensemble, whose file is its card.</summary>
    public ModelReport Of(string name, string sha256) => Read() is { } report && IsOf(report, name, sha256)
        ? new ModelReport(TryGet(report, "figures") is { } figures ? TryGet(figures, name) : null, [.. PlotsOf(name).Where(file => File.Exists(PathOf(file)))])
        : new ModelReport(null, []);

    /// <summary>Path of a plot that a report names.</summary>
    public string PathOf(string plot) => Path.Combine(_folder, plot);

    private static string[] PlotsOf(string name) => [$"{name}.png", $"{name}-training.png"];

    private static bool IsOf(JsonElement report, string name, string sha256) =>
        TryGet(report, "models") is { } models && TryGet(models, name) is { ValueKind: JsonValueKind.String } scored && scored.GetString() == sha256;

    private static JsonElement? TryGet(JsonElement element, string member) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(member, out var value) ? value : null;

    /// <summary>The report, or <see langword="null"/> if there is none that can be read: models are served without one.</summary>
    private JsonElement? Read()
    {
        var file = new FileInfo(PathOf("metrics.json"));
        try
        {
            return file is { Exists: true, Length: <= LargestReportBytes } ? JsonElement.Parse(File.ReadAllBytes(file.FullName)) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <param name="Figures">On patients that the model was not trained on, each with its 95 % interval; <see langword="null"/> if no report scored this file.</param>
/// <param name="Plots">File names of its plots.</param>
internal sealed record ModelReport(JsonElement? Figures, IReadOnlyList<string> Plots);
