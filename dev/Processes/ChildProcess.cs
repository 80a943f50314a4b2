using System.ComponentModel;
using System.Diagnostics;

namespace PathoChain.Dev.Processes;

/// <summary>
/// A child process in a session of its own (Ctrl-C reaches this program alone, which then ends its children in order).
/// The kernel ends it when this program ends in whatever way.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int TailLines = 40;

    private readonly Process _process;
    private readonly Lock _sync = new();
    private readonly Queue<string> _tail = [];
    private readonly StreamWriter? _log;
    private readonly Action<string>? _onLine;

    private ChildProcess(ProcessCall call, string? logFile, Action<string>? onLine)
    {
        _onLine = onLine;
        _log = logFile is null ? null : new StreamWriter(logFile, append: true) { AutoFlush = true };
        _process = new Process { StartInfo = StartInfo(call) };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int ExitCode => _process.ExitCode;

    public int Id => _process.Id;

    /// <summary>The last lines the child wrote on either stream.</summary>
    public string Tail
    {
        get
        {
            lock (_sync)
            {
                return string.Join('\n', _tail);
            }
        }
    }

    /// <param name="call">What to run.</param>
    /// <param name="logFile">A file that the child's output is appended to.</param>
    /// <param name="onLine">Gets each line of the child's output, one at a time.</param>
    /// <exception cref="ToolException">The program cannot be started.</exception>
    public static async Task<ChildProcess> StartAsync(ProcessCall call, string? logFile = null, Action<string>? onLine = null)
    {
        var child = new ChildProcess(call, logFile, onLine);
        try
        {
            await ProcessLauncher.StartAsync(child._process);
        }
        catch (Win32Exception exception)
        {
            await child.DisposeAsync();
            throw new ToolException($"{call} does not start: {exception.Message}", "install util-linux (setsid, setpriv), which every Debian has.");
        }

        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken = default) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Asks the child and what it started to end, and ends them after <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Signals.Terminate(_process.Id);
        try
        {
            await _process.WaitForExitAsync().WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            Signals.Kill(_process.Id);
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Ends the child and what it started as a power cut would: no goodbye.</summary>
    public Task KillAsync()
    {
        Signals.Kill(_process.Id);
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }
    }

    private static ProcessStartInfo StartInfo(ProcessCall call)
    {
        var info = new ProcessStartInfo("setsid", ["setpriv", "--pdeathsig", "TERM", "--", call.File, .. call.Arguments])
        {
            WorkingDirectory = call.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in call.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_sync)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }

            _log?.WriteLine(line);
            _onLine?.Invoke(line);
        }
    }
}
