using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Net;

namespace PathoChain.EndToEnd.Tests;

/// <summary>The API as operators run it: a process of its own, on a port and a data folder of the test's, that can be killed and started again.</summary>
internal sealed class ApiProcess(Devnet devnet, string dataDirectory, int confirmations = 1) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    private readonly int _port = FreePort.Next();
    private readonly List<string> _output = [];
    private Process? _process;

    /// <summary>Configuration beside what every test sets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What the process is told of its cluster.</summary>
    public required IReadOnlyDictionary<string, string> Member { get; init; }

    public Uri BaseAddress => new($"http://127.0.0.1:{_port}");

    public Process Process => _process ?? throw new InvalidOperationException("The API was not started.");

    /// <summary>Starts the process and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Urls"] = BaseAddress.ToString(),
                ["Data__Directory"] = dataDirectory,
                ["Chain__RpcUrl"] = devnet.Url.ToString(),
                ["Chain__DeploymentFile"] = devnet.DeploymentFile,
                ["Chain__Confirmations"] = $"{confirmations}",
                ["Chain__PollInterval"] = "00:00:00.2",
            },
        };
        foreach (var (name, value) in Member.Concat(Settings))
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync();
    }

    /// <summary>Ends the process as a power cut would: SIGKILL, no goodbye.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = BaseAddress };
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartLimit && !Process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready");
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        if (Process.HasExited)
        {
            await Process.WaitForExitAsync(); // until the last of what it printed is read
        }

        throw new InvalidOperationException($"The API did not become ready:\n{string.Join('\n', Lines())}");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.Add(line.Data ?? "");
        }
    }

    /// <summary>Waits until the process has printed a text: what became of a request is noted after it is answered.</summary>
    public async Task WaitForLineAsync(string text)
    {
        var started = Stopwatch.GetTimestamp();
        while (!Lines().Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(30), "the API should print {0}, but printed {1}", text, string.Join('\n', Lines()));
            await Task.Delay(50);
        }
    }

    /// <summary>What the process printed so far.</summary>
    public IReadOnlyList<string> Lines()
    {
        lock (_output)
        {
            return [.. _output];
        }
    }
}
