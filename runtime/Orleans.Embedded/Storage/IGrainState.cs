namespace Orleans;

/// <summary>A grain's record between runtime and storage provider.</summary>
public interface IGrainState<T>
{
    /// <summary>The state.</summary>
    T? State { get; set; }

    /// <summary>Its version in storage.</summary>
    string? ETag { get; set; }

    /// <summary>Whether storage has it.</summary>
    bool RecordExists { get; set; }
}

/// <summary>The record as the runtime keeps it.</summary>
public sealed class GrainState<T> : IGrainState<T>
{
    public GrainState()
    {
    }

    public GrainState(T? state) => State = state;

    /// <inheritdoc/>
    public T? State { get; set; }

    /// <inheritdoc/>
    public string? ETag { get; set; }

    /// <inheritdoc/>
    public bool RecordExists { get; set; }
}
