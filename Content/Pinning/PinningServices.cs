using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PathoChain.Content;

/// <summary>The pinning services of an installation, none or more. Thread-safe.</summary>
public sealed class PinningServices : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "PathoChain.Pinning";

    /// <summary>How long somebody waits for a lost image, which goes on being brought back.</summary>
    private static readonly TimeSpan RestorePatience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<Cid, Lazy<Task<string?>>> _restores = new();

    private readonly Dictionary<string, PinningLine> _lines;
    private readonly Counter<long>? _calls;
    private readonly TimeProvider _time;

    public PinningServices(IEnumerable<IPinningService> services, IMeterFactory? meters = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _lines = services.ToDictionary(service => service.Name, service => new PinningLine(service, _time));
        _calls = meters?.Create(MeterName).CreateCounter<long>("pathochain.pinning.calls", "{call}", "What pinning services were asked for, by service, call and outcome: done, failed, or lacking (it gave not the image's blocks)");
    }

    public IReadOnlyCollection<string> Names => _lines.Keys;

    /// <summary>Since when, UTC, each service does not do what it is asked, of those that do not.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FailingSince =>
        (from line in _lines let since = line.Value.FailingSince where since is not null select (line.Key, since.Value)).ToDictionary();

    /// <inheritdoc cref="IPinningService.PinAsync"/>
    public Task PinAsync(string service, Cid cid, LocalBlockStore store, CancellationToken cancellationToken) =>
        AskAsync(service, "pin", isAwaited: false, asked => asked.PinAsync(cid, store, cancellationToken), cancellationToken);

    /// <inheritdoc cref="IPinningService.HoldsAsync"/>
    public async Task<bool> HoldsAsync(string service, Cid cid, CancellationToken cancellationToken)
    {
        var holds = false;
        await AskAsync(service, "check", isAwaited: false, async asked => holds = await asked.HoldsAsync(cid, cancellationToken), cancellationToken);
        return holds;
    }

    /// <inheritdoc cref="IPinningService.UnpinAsync"/>
    public Task UnpinAsync(string service, Cid cid, CancellationToken cancellationToken) =>
        AskAsync(service, "unpin", isAwaited: true, asked => asked.UnpinAsync(cid, cancellationToken), cancellationToken);

    /// <summary>Brings an image's blocks back into a store, from the first service that has them; whoever asks for the same image meanwhile waits for the same.</summary>
    /// <returns>Why it did not succeed, service by service; <see langword="null"/> if it did.</returns>
    public async Task<string?> RestoreAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await _restores.GetOrAdd(cid, _ => new(() => RestoreAsync(cid, store))).Value.WaitAsync(RestorePatience, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return $"It takes longer than {RestorePatience.TotalSeconds} s, and goes on: ask again later.";
        }
    }

    private async Task<string?> RestoreAsync(Cid cid, LocalBlockStore store)
    {
        try
        {
            return await RestoreFromAnyAsync(cid, store);
        }
        finally
        {
            _restores.TryRemove(cid, out _);
        }
    }

    private async Task<string?> RestoreFromAnyAsync(Cid cid, LocalBlockStore store)
    {
        using var limit = new CancellationTokenSource(RestoreLimit, _time);
        var reasons = new List<string>();
        foreach (var name in Names)
        {
            try
            {
                await AskAsync(name, "restore", isAwaited: true, asked => asked.RestoreAsync(cid, store, limit.Token), limit.Token);
                return null;
            }
            catch (Exception exception) when (exception is PinningException or BlockStoreException or InvalidDataException)
            {
                reasons.Add(exception.Message);
            }
            catch (OperationCanceledException)
            {
                reasons.Add($"{name}: not within {RestoreLimit.TotalMinutes} minutes.");
            }
        }

        return string.Join(' ', reasons);
    }

    public void Dispose()
    {
        foreach (var line in _lines.Values)
        {
            line.Dispose();
        }
    }

    private async Task AskAsync(string name, string call, bool isAwaited, Func<IPinningService, Task> ask, CancellationToken cancellationToken)
    {
        var line = _lines.TryGetValue(name, out var found) ? found : throw new PinningException($"{name} is not in this server's settings any more.");
        try
        {
            await line.AskAsync(isAwaited, ask, cancellationToken);
            Count(name, call, "done");
        }
        catch (PinningException)
        {
            Count(name, call, "failed");
            throw;
        }
        catch (Exception exception) when (exception is BlockStoreException or InvalidDataException)
        {
            Count(name, call, "lacking");
            throw;
        }
    }

    private void Count(string service, string call, string outcome) =>
        _calls?.Add(1, new("service", service), new("call", call), new("outcome", outcome));
}
