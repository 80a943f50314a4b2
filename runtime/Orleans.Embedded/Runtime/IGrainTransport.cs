namespace Orleans.Runtime;

/// <summary>Carries calls to grains and replies back.</summary>
internal interface IGrainTransport
{
    /// <summary>Which grain classes there are.</summary>
    GrainClasses Classes { get; }

    /// <summary>The grain's answer or exception.</summary>
    /// <exception cref="TimeoutException">There was none within the response timeout.</exception>
    /// <exception cref="SiloUnavailableException">The silo does not run.</exception>
    Task<object?> CallAsync(GrainCall call);
}
