using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>Waits for news of an image in short calls, so that neither a client that went away nor a stop of the process leaves a long turn behind.</summary>
internal sealed class LongPoll(IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(2);

    /// <summary>The status as soon as it is newer than <paramref name="version"/>, or as it is when patience, client or process end.</summary>
    public async Task<ImageStatus?> NewerThanAsync(IImageGrain image, long version, TimeSpan patience, CancellationToken aborted)
    {
        var started = time.GetTimestamp();
        var status = await image.GetAsync();
        while (status?.Version == version
            && !aborted.IsCancellationRequested
            && !lifetime.ApplicationStopping.IsCancellationRequested
            && patience - time.GetElapsedTime(started) is { Ticks: > 0 } left)
        {
            status = await image.WaitAsync(version, left < LongestCall ? left : LongestCall);
        }

        return status;
    }
}
