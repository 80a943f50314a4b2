namespace PathoChain.Grains.Images;

/// <summary>When a failed classification is tried again: back-off that doubles from 2 s, and an end to it unless the models could only not be asked.</summary>
public static class RetrySchedule
{
    /// <summary>Attempts before only a person's retry helps.</summary>
    public const int MaxAttempts = 8;

    /// <summary>Times in a row after which the wait does not grow any more.</summary>
    private const int LongestBusy = 4;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>Time to wait after the <paramref name="attempts"/>-th failed attempt (1 or more), or <see langword="null"/> when attempts are used up.</summary>
    public static TimeSpan? After(int attempts) =>
        attempts >= MaxAttempts ? null : First * Math.Pow(2, attempts - 1);

    /// <summary>
    /// Time to wait after the models could not be asked <paramref name="times"/> times in a row (1 or more), as they were too busy: it doubles to 16 s and never ends. That is about what a
    /// full lane takes, and images that were told together come again apart, so that the models do not stand idle between their waves.
    /// </summary>
    /// <param name="times">How often in a row.</param>
    /// <param name="spread">Drawn anew each time from 0 to 1: half of the wait is added or taken off by it.</param>
    public static TimeSpan AfterBusy(int times, double spread) => First * Math.Pow(2, Math.Min(times, LongestBusy) - 1) * (0.5 + spread);
}
