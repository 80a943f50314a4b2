using System.CommandLine;
using PathoChain.Dev.Processes;

namespace PathoChain.Dev;

/// <summary>The one entry for people: <c>dotnet run pathochain.cs -- up|demo|test|bench</c>.</summary>
public static class DeveloperTool
{
    private const int UsageError = 2;

    /// <returns>0 for success, 1 for images or tests that failed, 2 for what the developer can put right, 130 after Ctrl-C.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        Launch.EndWithDotnetRun();
        Loopback.BypassProxy();
        using var interruption = new Interruption();
        var parsed = Verbs.All(interruption.Token).Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            var problem = parsed.UnmatchedTokens is [var word, ..] ? $"Unknown verb or option '{word}'." : error.Message;
            await Console.Error.WriteLineAsync($"{problem} See 'dotnet run pathochain.cs -- --help'.");
            return UsageError;
        }

        try
        {
            // Our own Interruption ends children in order; the parser's handling would cut that short.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ToolException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return UsageError;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return Interruption.ExitCode;
        }
    }
}
