using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PathoChain.Content;

/// <summary>The pinning services of an installation, none or more; each is asked by a few at once, however many images there are. Thread-safe.</summary>
public sealed class PinningServices
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "PathoChain.Pinning";

    private const int CallsAtOnce = 4;

    private readonly Dictionary<string, (IPinningService Service, SemaphoreSlim Gate)> _services;
    private readonly ConcurrentDictionary<string, string> _problems = new();
    private readonly Counter<long>? _calls;

    public PinningServices(IEnumerable<IPinningService> services, IMeterFactory? meters = null)
    {
        _services = services.ToDictionary(service => service.Name, service => (service, new SemaphoreSlim(CallsAtOnce)));
        _calls = meters?.Create(MeterName).CreateCounter<long>("pathochain.pinning.calls", "{call}", "What pinning services were asked for, by service, what, and whether they did it");
    }

    public IReadOnlyCollection<string> Names => _services.Keys;

    /// <summary>What was the matter with the last call to each service that failed at it.</summary>
    public IReadOnlyDictionary<string, string> Problems => _problems;

    /// <inheritdoc cref="IPinningService.PinAsync"/>
    public Task PinAsync(string service, Cid cid, LocalBlockStore store, CancellationToken cancellationToken) =>
        AskAsync(service, "pin", asked => asked.PinAsync(cid, store, cancellationToken), cancellationToken);

    /// <inheritdoc cref="IPinningService.HoldsAsync"/>
    public async Task<bool> HoldsAsync(string service, Cid cid, CancellationToken cancellationToken)
    {
        var holds = false;
        await AskAsync(service, "check", async asked => holds = await asked.HoldsAsync(cid, cancellationToken), cancellationToken);
        return holds;
    }

    /// <inheritdoc cref="IPinningService.UnpinAsync"/>
    public Task UnpinAsync(string service, Cid cid, CancellationToken cancellationToken) =>
        AskAsync(service, "unpin", asked => asked.UnpinAsync(cid, cancellationToken), cancellationToken);

    /// <summary>Brings an image's blocks back into a store, from the first service that has them.</summary>
    /// <returns>Why it did not succeed, service by service; <see langword="null"/> if it did.</returns>
    public async Task<string?> RestoreAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var name in Names)
        {
            try
            {
                await AskAsync(name, "restore", asked => asked.RestoreAsync(cid, store, cancellationToken), cancellationToken);
                return null;
            }
            catch (Exception exception) when (exception is PinningException or BlockStoreException or InvalidDataException)
            {
                reasons.Add(exception.Message);
            }
        }

        return string.Join(' ', reasons);
    }

    private async Task AskAsync(string name, string what, Func<IPinningService, Task> ask, CancellationToken cancellationToken)
    {
        if (!_services.TryGetValue(name, out var found))
        {
            throw new PinningException($"{name} is not in this server's settings any more.");
        }

        await found.Gate.WaitAsync(cancellationToken);
        try
        {
            await ask(found.Service);
            _problems.TryRemove(name, out _);
            Count(name, what, "done");
        }
        catch (PinningException exception)
        {
            _problems[name] = exception.Message;
            Count(name, what, "failed");
            throw;
        }
        finally
        {
            found.Gate.Release();
        }
    }

    private void Count(string service, string what, string outcome) =>
        _calls?.Add(1, new("service", service), new("call", what), new("outcome", outcome));
}
