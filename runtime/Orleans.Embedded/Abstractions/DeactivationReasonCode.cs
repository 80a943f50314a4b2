namespace Orleans;

/// <summary>Kinds of <see cref="DeactivationReason"/>.</summary>
public enum DeactivationReasonCode : byte
{
    None = 0,

    /// <summary>The silo stops.</summary>
    ShuttingDown = 1,

    /// <summary>The activation did not become ready.</summary>
    ActivationFailed = 2,

    /// <summary>It had nothing to do for longer than the collection age.</summary>
    ActivationIdle = 4,

    /// <summary>It met a failure after which it must not go on, such as state that was overtaken by another writer.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,
}
