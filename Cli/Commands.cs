using System.CommandLine;
using PathoChain.Cli.Verification;
using PathoChain.Registry;

namespace PathoChain.Cli;

/// <summary>What operators and auditors can ask for.</summary>
internal static class Commands
{
    private const int UsageError = 2;
    private const int Interrupted = 130;

    /// <returns>0 if all holds, 1 if something does not, 2 for what the caller can put right, 130 after Ctrl-C.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var root = new RootCommand("PathoChain for operators and auditors. Research use only: not a medical device.") { VerifyCommand.Create(output, cancellationToken) };
        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            await errors.WriteLineAsync($"{error.Message} See --help.");
            return UsageError;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = errors }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is EvidenceException or RegistryException)
        {
            await errors.WriteLineAsync($"Not verified: {exception.Message}");
            return UsageError;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
    }
}
