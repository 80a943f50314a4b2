namespace PathoChain.Registry;

/// <summary>How patient a <see cref="JsonRpcClient"/> is.</summary>
public sealed record JsonRpcOptions
{
    /// <summary>Time that one attempt may take, connection included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts after the first, at least 1; only calls that change nothing are repeated.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Wait before the first repetition; it doubles each time, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Largest response body that is read, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 16 * 1024 * 1024;
}
