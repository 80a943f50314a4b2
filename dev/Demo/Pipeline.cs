using System.Diagnostics;
using PathoChain.Registry;

namespace PathoChain.Dev.Demo;

/// <summary>Drives images through the system as a browser with a wallet would: upload, sign, announce, watch.</summary>
/// <param name="api">The API.</param>
/// <param name="wallet">Signs and sends the registration call; returns the transaction hash.</param>
internal sealed class Pipeline(ApiClient api, Func<ApiRegistrationCall, CancellationToken, Task<string>> wallet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="files">Absolute paths.</param>
    /// <param name="root">Folder that reported paths are relative to.</param>
    /// <param name="concurrency">How many images are under way at once.</param>
    /// <param name="done">Gets each image as it ends, one at a time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One entry for each file, in the order of the files.</returns>
    public async Task<IReadOnlyList<ImageRun>> RunAsync(
        IReadOnlyList<string> files, string root, int concurrency, Action<ImageRun> done, CancellationToken cancellationToken)
    {
        var runs = new ImageRun[files.Count];
        var sync = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, files.Count), options, async (index, token) =>
        {
            runs[index] = await RunAsync(files[index], Path.GetRelativePath(root, files[index]), token);
            lock (sync)
            {
                done(runs[index]);
            }
        });
        return runs;
    }

    private async Task<ImageRun> RunAsync(string file, string name, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        ApiImage? image = null;
        var seconds = new StageSeconds(0, 0, 0);
        string? error = null;
        try
        {
            var bytes = await File.ReadAllBytesAsync(file, patience.Token);
            var clock = Stopwatch.StartNew();
            image = await api.UploadAsync(bytes, patience.Token);
            seconds = seconds with { Upload = clock.Elapsed.TotalSeconds };

            var signing = DateTimeOffset.UtcNow;
            var transaction = await wallet(image.RegistrationCall, patience.Token);
            image = await api.AnnounceAsync(image.Cid, transaction, patience.Token);
            while (!image.IsEnd)
            {
                image = await api.WatchAsync(image, patience.Token);
            }

            seconds = StagesOf(image, signing, seconds.Upload);
            error = image.Failure?.Reason;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            error = $"still {image?.Phase ?? "uploading"} after {Patience.TotalMinutes:0} min";
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or RegistryException or IOException or UnauthorizedAccessException)
        {
            error = exception.Message;
        }

        return new ImageRun(name, ImageFiles.IsSynthetic(file), image, seconds, error);
    }

    /// <summary>The API's own clock says when stages ended: a long poll may see two at once. Both run on one machine.</summary>
    private static StageSeconds StagesOf(ApiImage image, DateTimeOffset signing, double upload)
    {
        var registered = TimeOf(image, "registered") ?? signing;
        var end = TimeOf(image, image.Phase) ?? registered;
        return new StageSeconds(upload, Math.Max(0, (registered - signing).TotalSeconds), (end - registered).TotalSeconds);
    }

    private static DateTimeOffset? TimeOf(ApiImage image, string phase) =>
        image.Json.GetProperty("history").EnumerateArray()
            .Where(entry => entry.GetProperty("phase").GetString() == phase)
            .Select(entry => (DateTimeOffset?)entry.GetProperty("at").GetDateTimeOffset())
            .FirstOrDefault();
}
