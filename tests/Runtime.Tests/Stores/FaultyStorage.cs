using Orleans.Storage;

namespace PathoChain.Runtime.Tests.Stores;

/// <summary>A storage provider whose writes fail while the test says so.</summary>
internal sealed class FaultyStorage(IGrainStorage inner, Probe probe) : IGrainStorage
{
    public const string Name = "faulty";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        probe.WritesFail ? throw new IOException("disk full") : inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
