using System.Diagnostics;

namespace PathoChain.Benchmarks;

/// <summary>Compares two ways of doing the same work on a machine whose speed drifts: in turn, A B A B …, and pair by pair.</summary>
internal static class Paired
{
    /// <summary>Median over the rounds of (seconds of <paramref name="other"/>) ÷ (seconds of <paramref name="way"/>): how many times as fast the first is.</summary>
    public static async Task<double> SpeedAsync(int rounds, Func<Task> way, Func<Task> other)
    {
        await way();
        await other();
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var seconds = await SecondsAsync(way);
            ratios.Add(await SecondsAsync(other) / seconds);
        }

        ratios.Sort();
        return (ratios[(rounds - 1) / 2] + ratios[rounds / 2]) / 2;
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
