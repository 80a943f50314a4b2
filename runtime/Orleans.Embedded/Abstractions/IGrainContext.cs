namespace Orleans.Runtime;

/// <summary>One activation of a grain.</summary>
public interface IGrainContext
{
    /// <summary>Whose activation this is.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object, once it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>Services of this activation's scope.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation is gone.</summary>
    Task Deactivated { get; }

    /// <summary>Starts no further request and, once those that run are done, deactivates. Waiting requests go to the next activation.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
