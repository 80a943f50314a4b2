using System.Globalization;
using Spectre.Console;

namespace PathoChain.Dev.Demo;

/// <summary>The table of a demo run: a row for each image, a column for each model, and footnotes for warnings.</summary>
internal sealed class ResultTable(IReadOnlyList<ImageRun> runs)
{
    private const string Nothing = "–";

    private readonly List<string> _notes = [];

    private string[] Models { get; } =
        [.. runs.SelectMany(run => run.Image?.Result?.Votes ?? []).Select(vote => vote.Model).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Column titles, in order.</summary>
    public IReadOnlyList<string> Columns =>
        ["file", "CID", "transaction", "block", "gas", .. Models, "ensemble", "label", "upload s", "register s", "classify s", "notes"];

    /// <summary>The numbered notes that the rows' last column refers to.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public IReadOnlyList<string> RowOf(ImageRun run)
    {
        var registration = run.Image?.Registration;
        var result = run.Image?.Result;
        return
        [
            run.File,
            Shorten(run.Image?.Cid),
            Shorten(registration?.TransactionHash),
            Number(registration?.BlockNumber),
            Number(registration?.GasUsed),
            .. Models.Select(model => Probability(result?.Votes.FirstOrDefault(vote => vote.Model == model)?.Probability)),
            Probability(result?.Probability),
            LabelOf(result) ?? run.Image?.Phase ?? "refused",
            Seconds(run.Seconds.Upload),
            Seconds(run.Seconds.Register),
            Seconds(run.Seconds.Classify),
            string.Join(' ', NotesOf(run).Select(NumberOf).Distinct().Order()),
        ];
    }

    public void Write(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in Columns)
        {
            table.AddColumn(column.EscapeMarkup());
        }

        foreach (var run in runs)
        {
            table.AddRow([.. RowOf(run).Select(cell => new Text(cell))]);
        }

        console.Write(table);
        foreach (var (index, note) in _notes.Index())
        {
            console.WriteLine($"  {index + 1}  {note}");
        }
    }

    /// <summary>Head and tail of an identifier, enough to find it again in the JSON.</summary>
    public static string Shorten(string? id) => id switch
    {
        null => Nothing,
        { Length: <= 17 } => id,
        _ => $"{id[..8]}…{id[^8..]}",
    };

    private static string? LabelOf(ApiResult? result) => result switch
    {
        { Doubted: true } => "do not rely",
        { Uncertain: true } => "uncertain",
        _ => result?.Label,
    };

    private static IEnumerable<string> NotesOf(ImageRun run)
    {
        if (run.Synthetic)
        {
            yield return "synthetic: drawn by samples/draw.py, no tissue; its probabilities mean nothing";
        }

        if (run.Error is { } error)
        {
            yield return error;
        }

        if (run.Image?.Result is { Uncertain: true })
        {
            yield return "uncertain: the probability is too close to the threshold, so no call is made";
        }

        if (run.Image?.Result is { Disagreement: true })
        {
            yield return "the models disagree";
        }

        foreach (var warning in run.Image?.Result?.Warnings ?? [])
        {
            yield return $"ensemble: {warning}";
        }

        var warnings = (run.Image?.Result?.Votes ?? []).SelectMany(vote => vote.Warnings, (vote, warning) => (vote.Model, Text: warning));
        foreach (var models in warnings.GroupBy(warning => warning.Text, warning => warning.Model))
        {
            yield return $"{string.Join(", ", models)}: {models.Key}";
        }
    }

    private int NumberOf(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }

        return _notes.IndexOf(note) + 1;
    }

    private static string Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? Nothing;

    private static string Probability(double? probability) => probability?.ToString("0.000", CultureInfo.InvariantCulture) ?? Nothing;

    private static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture);
}
