using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace PathoChain.Testing;

/// <summary>
/// The real development chain with nothing on it but the registry. As it takes seconds to start, a test gets the node of one that has ended, put
/// back to how it started, unless that test stopped it.
/// </summary>
public sealed class Devnet : IAsyncDisposable
{
    private static readonly ConcurrentBag<DevnetProcess> Unused = [];
    private readonly HttpClient _http = new();
    private readonly DevnetProcess _process;
    private string _start = string.Empty;

    private Devnet(DevnetProcess process) => _process = process;

    /// <summary>Where the node answers; the same after a restart.</summary>
    public Uri Url => _process.Url;

    /// <summary>What the devnet wrote about the deployed registry.</summary>
    public string DeploymentFile => _process.DeploymentFile;

    /// <summary>A chain of the caller's own with the registry deployed, on a free port.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it printed.</exception>
    public static async Task<Devnet> StartAsync()
    {
        if (!Unused.TryTake(out var process))
        {
            process = new DevnetProcess();
            await process.StartAsync();
        }

        var devnet = new Devnet(process);
        await devnet.BeginAsync();
        return devnet;
    }

    /// <summary>Kills the node, as a crash would.</summary>
    public void Stop() => _process.Kill();

    /// <summary>Starts a new chain on the same port: another genesis, no registrations, the registry deployed again.</summary>
    public async Task RestartAsync()
    {
        Stop();
        await _process.StartAsync();
        await BeginAsync();
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
    /// <exception cref="InvalidOperationException">It has no such snapshot, or has been put back to an earlier one since.</exception>
    public async Task RevertAsync(string snapshot)
    {
        if (!(await CallAsync("evm_revert", snapshot)).GetBoolean())
        {
            throw new InvalidOperationException($"The devnet has no snapshot {snapshot} any more.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process.IsRunning)
        {
            await RevertAsync(_start);
            await SetAutomineAsync(true);
            Unused.Add(_process);
        }
        else
        {
            _process.Dispose();
        }

        _http.Dispose();
    }

    /// <summary>
    /// Remembers the start, and has the clock of the blocks go on from now: evm_revert puts it ahead by as long as the test before took. Until a
    /// block is mined, evm_increaseTime is without effect.
    /// </summary>
    private async Task BeginAsync()
    {
        _start = await SnapshotAsync();
        var newest = (await CallAsync("eth_getBlockByNumber", "latest", false)).GetProperty("timestamp").GetString()!;
        var next = Math.Max(Convert.ToInt64(newest, 16) + 1, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        await CallAsync("evm_setNextBlockTimestamp", $"0x{next:x}");
    }
}
