namespace PathoChain.Dev.Processes;

/// <summary>Calls to this machine, where the environment names a proxy for the way out of it.</summary>
public static class Loopback
{
    private const string Hosts = "127.0.0.1,localhost";

    /// <summary>Keeps them from the proxy, in this program and in every child.</summary>
    public static void BypassProxy()
    {
        // .NET reads the first of the two that is set; other programs read one or the other.
        foreach (var name in new[] { "no_proxy", "NO_PROXY" })
        {
            Environment.SetEnvironmentVariable(name, WithLoopback(Environment.GetEnvironmentVariable(name)));
        }
    }

    /// <summary>The hosts that are reached without a proxy, with this machine among them.</summary>
    public static string WithLoopback(string? hosts) => string.IsNullOrEmpty(hosts) ? Hosts : $"{hosts},{Hosts}";
}
