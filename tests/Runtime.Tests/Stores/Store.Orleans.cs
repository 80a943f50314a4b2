using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace PathoChain.Runtime.Tests.Stores;

/// <summary>State and reminders that outlive a silo: here objects that the test holds.</summary>
internal sealed class Store : IGrainStorage, IReminderTable, IDisposable
{
    private readonly ConcurrentDictionary<(string, GrainId), (string ETag, string Json)> _states = new();
    private readonly ConcurrentDictionary<(GrainId, string), ReminderEntry> _reminders = new();

    public void AddTo(ISiloBuilder silo, string name)
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, this);
        silo.AddReminders();
        silo.Services.AddSingleton<IReminderTable>(this);
    }

    public void Dispose()
    {
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = _states.TryGetValue((stateName, grainId), out var row);
        grainState.State = found ? JsonSerializer.Deserialize<T>(row.Json) : Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (found ? row.ETag : null, found);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var next = (ETag: Guid.NewGuid().ToString(), Json: JsonSerializer.Serialize(grainState.State));
        var written = grainState.ETag is null
            ? _states.TryAdd(key, next)
            : _states.TryGetValue(key, out var row) && row.ETag == grainState.ETag && _states.TryUpdate(key, next, row);
        if (!written)
        {
            throw new InconsistentStateException("Written by another writer.", storedEtag: null, grainState.ETag);
        }

        (grainState.ETag, grainState.RecordExists) = (next.ETag, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states.TryRemove((stateName, grainId), out _);
        grainState.State = Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }

    [Obsolete("As in the interface.")]
    public Task Init() => Task.CompletedTask;

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => Task.FromResult(_reminders.GetValueOrDefault((grainId, reminderName)));

    public Task<ReminderTableData> ReadRows(GrainId grainId) =>
        Task.FromResult(new ReminderTableData(_reminders.Values.Where(entry => entry.GrainId == grainId)));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(new ReminderTableData(_reminders.Values.Where(entry =>
        entry.GrainId.GetUniformHashCode() is var hash && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end))));

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Task.FromResult(_reminders.TryRemove((grainId, reminderName), out _));

    public Task TestOnlyClearTable()
    {
        _reminders.Clear();
        return Task.CompletedTask;
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        entry.ETag = Guid.NewGuid().ToString();
        _reminders[(entry.GrainId, entry.ReminderName)] = entry;
        return Task.FromResult<string?>(entry.ETag);
    }
}
