namespace Orleans.Core;

/// <summary>A record in storage, with the version that memory last saw of it.</summary>
public interface IStorage
{
    /// <summary>Version of the record as last read or written; <see langword="null"/> if it was never written.</summary>
    string? Etag { get; }

    /// <summary>Whether the record was written and not cleared since.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the record.</summary>
    /// <exception cref="Storage.InconsistentStateException">Another writer was faster.</exception>
    Task ClearStateAsync();

    /// <summary>Stores what memory holds.</summary>
    /// <exception cref="Storage.InconsistentStateException">Another writer was faster.</exception>
    Task WriteStateAsync();

    /// <summary>Takes what storage holds in place of what memory holds.</summary>
    Task ReadStateAsync();
}

/// <summary>A record of one type.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>What memory holds.</summary>
    TState State { get; set; }
}
