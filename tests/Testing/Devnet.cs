using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PathoChain.Testing;

/// <summary>The real development chain, <c>chain/scripts/devnet.ts</c>, in a process and a deployments folder of its own.</summary>
public sealed partial class Devnet : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly string _deployments = Directory.CreateTempSubdirectory("devnet-").FullName;
    private readonly HttpClient _http = new();
    private Process? _process;

    private Devnet()
    {
    }

    /// <summary>Where the node answers; the same after a restart.</summary>
    public Uri Url { get; private set; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>What the devnet wrote about the deployed registry.</summary>
    public string DeploymentFile => Path.Combine(_deployments, "31337.json");

    /// <summary>Starts a chain with the registry deployed, on a free port.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it printed.</exception>
    public static async Task<Devnet> StartAsync()
    {
        var devnet = new Devnet();
        try
        {
            await devnet.LaunchAsync();
            return devnet;
        }
        catch
        {
            await devnet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the node, as a crash would.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _process = null;
        }
    }

    /// <summary>Starts a new chain on the same port: another genesis, no registrations, the registry deployed again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await LaunchAsync();
    }

    /// <summary>Calls the node directly and returns the result.</summary>
    /// <exception cref="InvalidOperationException">The node answered with an error.</exception>
    public async Task<JsonElement> CallAsync(string method, params object[] parameters)
    {
        using var response = await _http.PostAsJsonAsync(Url, new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    /// <summary>Passes a JSON-RPC request on and returns the answer as it came.</summary>
    public async Task<string> ForwardAsync(JsonElement request, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(Url, request, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Mines empty blocks.</summary>
    public Task MineAsync(int blocks = 1) => CallAsync("hardhat_mine", $"0x{blocks:x}");

    /// <summary>Whether each transaction is mined at once, as it is from the start.</summary>
    public Task SetAutomineAsync(bool automine) => CallAsync("evm_setAutomine", automine);

    /// <summary>Remembers the chain as it is, for <see cref="RevertAsync"/>.</summary>
    public async Task<string> SnapshotAsync() => (await CallAsync("evm_snapshot")).GetString()!;

    /// <summary>Puts the chain back as it was; what came after the snapshot is gone, as after a reorganisation.</summary>
    public Task RevertAsync(string snapshot) => CallAsync("evm_revert", snapshot);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        Directory.Delete(_deployments, recursive: true);
    }

    private async Task LaunchAsync()
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
}
