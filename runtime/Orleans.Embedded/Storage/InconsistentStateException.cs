using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Storage holds another version of a record than its writer had read. The activation that lets it escape is deactivated.</summary>
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message)
        : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg) => (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

    /// <summary>The version that storage holds.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version that the writer had read.</summary>
    public string? CurrentEtag { get; }

    /// <summary>It has not yet passed the activation that met it; its callers are not at fault and go on.</summary>
    internal bool IsSourceActivation { get; set; } = true;
}
