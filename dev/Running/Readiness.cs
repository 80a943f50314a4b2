using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Running;

/// <summary>Waits until a child is ready, and ends it where it never is.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <exception cref="ToolException">The child ends before it is ready, or is not ready in time.</exception>
    public static async Task WaitAsync(
        ChildProcess child, string name, Task ready, TimeSpan patience, string logFile, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exited = child.WaitForExitAsync(waiting.Token);
        try
        {
            var first = await Task.WhenAny(ready, exited).WaitAsync(patience, cancellationToken);
            await first;
            if (first == exited)
            {
                throw new ToolException($"{child.Tail}\n{name} ended with exit code {child.ExitCode} before it was ready.", $"read {logFile}.");
            }
        }
        catch (TimeoutException)
        {
            await child.StopAsync(Grace);
            throw new ToolException($"{child.Tail}\n{name} was not ready within {patience.TotalSeconds:0} s.", $"read {logFile}.");
        }
        catch (OperationCanceledException)
        {
            await child.StopAsync(Grace);
            throw;
        }
        finally
        {
            await waiting.CancelAsync();
        }
    }
}
