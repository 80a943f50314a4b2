namespace PathoChain.Dev.Processes;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <returns>The exit code; a cancelled run is ended with all that it started.</returns>
    public static async Task<CommandResult> RunAsync(ProcessCall call, Action<string>? onLine, CancellationToken cancellationToken)
    {
        await using var child = await ChildProcess.StartAsync(call, onLine: onLine);
        try
        {
            await child.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await child.StopAsync(Grace);
            throw;
        }

        return new CommandResult(child.ExitCode, child.Tail);
    }

    /// <exception cref="ToolException">The program fails; the message carries the last lines it wrote.</exception>
    public static async Task RequireAsync(ProcessCall call, string fix, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var result = await RunAsync(call, onLine, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new ToolException($"{result.Tail}\n'{call}' in {call.Directory} ended with exit code {result.ExitCode}.", fix);
        }
    }
}

/// <param name="ExitCode">0 for success.</param>
/// <param name="Tail">The last lines of both streams.</param>
internal sealed record CommandResult(int ExitCode, string Tail);
