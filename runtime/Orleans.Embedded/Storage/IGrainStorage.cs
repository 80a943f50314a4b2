using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A storage provider. Each method takes the record's ETag and leaves the new one there.</summary>
public interface IGrainStorage
{
    /// <summary>Fills <paramref name="grainState"/>; leaves its state alone and its ETag <see langword="null"/> if there is no record.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Stores the state if storage still has the version that the ETag names.</summary>
    /// <exception cref="InconsistentStateException">It has another.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Removes the record if storage still has the version that the ETag names.</summary>
    /// <exception cref="InconsistentStateException">It has another.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}
