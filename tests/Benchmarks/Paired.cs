using System.Diagnostics;

namespace PathoChain.Benchmarks;

/// <summary>Compares two ways of doing the same work on a machine whose speed drifts: in turn, A B A B …, and pair by pair.</summary>
internal static class Paired
{
    /// <summary>How long both ways run before anything is measured. The JIT compiles what runs often once more, and better; a silo that has served for a second is past that.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Median over the rounds of (seconds of <paramref name="other"/>) ÷ (seconds of <paramref name="way"/>): how many times as fast the first is.</summary>
    public static async Task<double> SpeedAsync(int rounds, Func<Task> way, Func<Task> other)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < WarmUp;)
        {
            await way();
            await other();
        }

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
