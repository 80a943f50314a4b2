using Orleans.Runtime;

namespace Orleans;

/// <summary>What the runtime asks of a grain class.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this instance lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first request.</summary>
    Task OnActivateAsync(CancellationToken token);

    /// <summary>Runs after the last request.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token);
}
