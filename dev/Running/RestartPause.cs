namespace PathoChain.Dev.Running;

/// <summary>How long to wait before a restart: 1 s, doubled up to 30 s for a child that keeps dying, 1 s again after one that ran for a minute.</summary>
internal sealed class RestartPause
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    private TimeSpan _next = Shortest;

    /// <param name="uptime">How long the child ran.</param>
    public TimeSpan After(TimeSpan uptime)
    {
        var pause = uptime >= Steady ? Shortest : _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }
}
