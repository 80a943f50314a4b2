using System.Diagnostics;
using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Running;

/// <summary>A child that is started again when it dies, each time after a longer pause.</summary>
/// <param name="name">As messages call it.</param>
/// <param name="start">Starts the child and waits until it is ready.</param>
/// <param name="afterRestart">What a person should know once it runs again.</param>
/// <param name="say">Shows a line.</param>
internal sealed class Service(string name, Func<CancellationToken, Task<ChildProcess>> start, string afterRestart, Action<string> say) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private ChildProcess? _child;

    public async Task StartAsync(CancellationToken cancellationToken) => _child = await start(cancellationToken);

    /// <summary>Returns only by cancellation.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var pause = new RestartPause();
        while (true)
        {
            var clock = Stopwatch.StartNew();
            if (_child is { } child)
            {
                await child.WaitForExitAsync(cancellationToken);
                say($"{name} ended with exit code {child.ExitCode}.");
                await child.DisposeAsync();
                _child = null;
            }

            var wait = pause.After(clock.Elapsed);
            say($"{name} starts again in {wait.TotalSeconds:0} s.");
            await Task.Delay(wait, cancellationToken);
            await RestartAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_child is { } child)
        {
            await child.StopAsync(Grace);
            await child.DisposeAsync();
        }
    }

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(cancellationToken);
            say($"{name} runs again. {afterRestart}".TrimEnd());
        }
        catch (ToolException exception)
        {
            say(exception.Message);
        }
    }
}
