namespace PathoChain.Grains.Images;

/// <summary>When a failed classification is tried again: back-off that doubles from 2 s, and an end to it unless the classifier was only busy.</summary>
public static class RetrySchedule
{
    /// <summary>Attempts before only a person's retry helps.</summary>
    public const int MaxAttempts = 8;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>Time to wait after the <paramref name="attempts"/>-th failed attempt (1 or more), or <see langword="null"/> when attempts are used up.</summary>
    public static TimeSpan? After(int attempts) =>
        attempts >= MaxAttempts ? null : First * Math.Pow(2, attempts - 1);

    /// <summary>Time to wait after the classifier was too busy <paramref name="times"/> times in a row (1 or more): it doubles to 128 s and never ends.</summary>
    public static TimeSpan AfterBusy(int times) => First * Math.Pow(2, Math.Min(times, MaxAttempts - 1) - 1);
}
