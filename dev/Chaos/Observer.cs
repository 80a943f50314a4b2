using System.Net.Sockets;
using PathoChain.Dev.Chaos.Cases;
using PathoChain.Dev.Chaos.Judging;
using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Chaos;

/// <summary>Looks at all images again and again, as a page would, and remembers each registration that the API ever reported final.</summary>
internal sealed class Observer(ApiClient api, Stage stage) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<(string Cid, string BlockHash), ObservedRegistration> _finals = [];
    private Task _watching = Task.CompletedTask;

    public IReadOnlyList<(string Cid, ObservedRegistration Registration)> Finals => [.. _finals.Select(final => (final.Key.Cid, final.Value))];

    public void Start() => _watching = WatchAsync(_stop.Token);

    /// <summary>Stops looking by itself.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    public async Task<ObservedImage> LookAsync(ChaosImage image, CancellationToken cancellationToken)
    {
        var observed = ObservedImage.Of(await api.GetAsync(image.Cid, cancellationToken));
        image.EventShown |= observed.EventShown;
        if (observed.Registration is { Finality: "finalized" } final)
        {
            _finals[(image.Cid, final.BlockHash)] = final;
        }

        return observed;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                foreach (var image in stage.Images.ToArray())
                {
                    await LookAsync(image, cancellationToken);
                }

                await Task.Delay(Interval, cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException)
            {
                // The API was killed.
                await Task.Delay(Interval, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
