namespace Orleans.Runtime;

/// <summary>Keys under which each area's clock is registered; without one the area takes the unkeyed <see cref="TimeProvider"/>.</summary>
public static class TimeProviderNames
{
    /// <summary>Grain timers.</summary>
    public const string Grains = "Orleans.Grains";

    /// <summary>Response timeouts.</summary>
    public const string Messaging = "Orleans.Messaging";

    /// <summary>Collection of idle activations.</summary>
    public const string ActivationManagement = "Orleans.ActivationManagement";
}
