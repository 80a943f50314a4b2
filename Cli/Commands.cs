using System.CommandLine;
using PathoChain.Cli.Verification;
using PathoChain.Registry;

namespace PathoChain.Cli;

/// <summary>What operators and auditors can ask for.</summary>
internal static class Commands
{
    private const int UsageError = 2;
    private const int Interrupted = 130;

    /// <returns>What the command says, 2 for what the caller can put right, 130 after Ctrl-C.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var root = new RootCommand("PathoChain for operators and auditors. Research use only: not a medical device.") { VerifyCommand.Create(output, cancellationToken) };
        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            await errors.WriteLineAsync(Visible($"{error.Message} See --help."));
            return UsageError;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = errors }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is EvidenceException or RegistryException or IOException)
        {
            await errors.WriteLineAsync(Visible($"Nothing can be said: {exception.Message}"));
            return UsageError;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    /// <summary>One line, in which nothing of a stranger's file moves the cursor or clears the screen.</summary>
    private static string Visible(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
