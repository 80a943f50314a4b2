using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Bench;

/// <summary>What a number of concurrent callers got done. Stage values are medians in seconds.</summary>
internal sealed record Throughput(int Callers, double ImagesPerSecond, double Upload, double Register, double Classify, int Failed)
{
    /// <param name="callers">Images under way at once.</param>
    /// <param name="runs">At least one.</param>
    /// <param name="seconds">Wall-clock time of them all.</param>
    public static Throughput Of(int callers, IReadOnlyList<ImageRun> runs, double seconds) => new(
        callers,
        runs.Count / seconds,
        Median(runs.Select(run => run.Seconds.Upload)),
        Median(runs.Select(run => run.Seconds.Register)),
        Median(runs.Select(run => run.Seconds.Classify)),
        runs.Count(run => !run.IsClassified));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
