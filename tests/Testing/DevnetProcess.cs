using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PathoChain.Testing;

/// <summary><c>chain/scripts/devnet.ts</c> on a port and with a deployments folder of its own. It ends with the tests' process at the latest.</summary>
internal sealed partial class DevnetProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly string _deployments = Directory.CreateTempSubdirectory("devnet-").FullName;
    private Process? _process;

    public DevnetProcess() => AppDomain.CurrentDomain.ProcessExit += EndWithTests;

    /// <summary>Where the node answers; the same after it was started anew.</summary>
    public Uri Url { get; private set; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>What the devnet wrote about the deployed registry.</summary>
    public string DeploymentFile => Path.Combine(_deployments, "31337.json");

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Starts a new chain with the registry deployed.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it printed.</exception>
    public async Task StartAsync()
    {
        NodeProgram.RequirePackages("chain");
        var start = new ProcessStartInfo(NodeProgram.Path, ["scripts/devnet.ts", "--port", $"{Url.Port}", "--deployments", _deployments])
        {
            WorkingDirectory = Path.Combine(RepositoryRoot.Path, "chain"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var printed = new List<string>();
        DataReceivedEventHandler read = (_, line) => Read(line.Data, printed, ready);
        _process.OutputDataReceived += read;
        _process.ErrorDataReceived += read;
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The devnet ended."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Url = await ready.Task.WaitAsync(StartLimit);
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
        {
            lock (printed)
            {
                throw new InvalidOperationException($"The devnet did not start. It printed:\n{string.Join('\n', printed)}", failure);
            }
        }
    }

    /// <summary>Kills the node, as a crash would.</summary>
    public void Kill()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _process = null;
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndWithTests;
        Kill();
        Directory.Delete(_deployments, recursive: true);
    }

    private static void Read(string? line, List<string> printed, TaskCompletionSource<Uri> ready)
    {
        if (line is null)
        {
            return;
        }

        lock (printed)
        {
            printed.Add(line);
        }

        if (ReadyLine().Match(line) is { Success: true } match)
        {
            ready.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"^devnet ready (http://127\.0\.0\.1:\d+) chain 31337 registry 0x[0-9a-fA-F]{40}$")]
    private static partial Regex ReadyLine();

    private void EndWithTests(object? sender, EventArgs e) => Dispose();
}
