using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>What clients and operators see of copies at an IPFS node.</summary>
public sealed class CopiesTests : IAsyncLifetime
{
    private readonly ApiHost _api = new();
    private KuboServer _kubo = null!;
    private WebApplicationFactory<Program> _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _kubo = await KuboServer.StartAsync();
        _host = _api.WithWebHostBuilder(builder => builder.UseSetting("Pinning:Kubo:RpcUrl", _kubo.Url.ToString()));
        _client = _host.CreateClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _api.DisposeAsync();
        await _kubo.DisposeAsync();
    }

    [Fact]
    public async Task An_image_tells_of_its_copy_and_is_served_from_it_when_its_blocks_are_lost()
    {
        var cid = await UploadAsync(_client, seed: 1);
        var copy = await WaitForCopyAsync(cid, copy => copy.GetProperty("heldSince").ValueKind is JsonValueKind.String);

        copy.GetProperty("service").GetString().Should().Be("kubo");
        (await CountAsync("kubo")).Should().Be(0);
        (await CountAsync("another")).Should().Be(1);
        copy.GetProperty("problem").ValueKind.Should().Be(JsonValueKind.Null);
        foreach (var block in Directory.GetFiles(Path.Combine(_api.DataDirectory, "blocks"), "b*", SearchOption.AllDirectories))
        {
            File.Delete(block);
        }

        (await _client.GetByteArrayAsync($"/api/images/{cid}/envelope")).Should().Equal(_kubo.Blocks[cid]);
        var calls = (await MetricsAsync(until: "restore")).Split('\n').Where(line => line.StartsWith("pathochain_pinning_calls_total{", StringComparison.Ordinal)).ToList();
        foreach (var call in (string[])["pin", "restore"])
        {
            calls.Should().Contain(line => line.Contains($"call=\"{call}\"") && line.Contains("outcome=\"done\"") && line.Contains("service=\"kubo\""));
        }
    }

    [Fact]
    public async Task A_node_that_does_not_do_what_it_is_asked_degrades_health_and_takes_nothing_down()
    {
        (await HealthAsync()).GetProperty("description").GetString().Should().Be("configured: kubo");
        _kubo.Fault = (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(true);
        };

        var cid = await UploadAsync(_client, seed: 2);
        var copy = await WaitForCopyAsync(cid, copy => copy.GetProperty("attempts").GetInt32() > 0);

        copy.GetProperty("problem").GetString().Should().Contain("too busy");
        copy.GetProperty("dueAt").ValueKind.Should().Be(JsonValueKind.String);
        var health = await HealthAsync();
        health.GetProperty("status").GetString().Should().BeEquivalentTo("degraded");
        health.GetProperty("description").GetString().Should().StartWith("kubo fails since 20").And.NotContain("127.0.0.1", "strangers may read it");
    }

    [Fact]
    public async Task An_erased_image_is_gone_from_the_node_or_says_why_it_is_not_yet()
    {
        var (gone, stays) = (await UploadAsync(_client, seed: 3), await UploadAsync(_client, seed: 4));
        foreach (var cid in (string[])[gone, stays])
        {
            await WaitForCopyAsync(cid, copy => copy.GetProperty("heldSince").ValueKind is JsonValueKind.String);
        }

        (await ApiHost.JsonAsync(await _client.DeleteAsync($"/api/images/{gone}"))).GetProperty("copies").GetArrayLength().Should().Be(0);
        _kubo.Blocks.Keys.Should().Equal(stays);

        _kubo.Secret = "Bearer nobody has it";
        using var answer = await _client.DeleteAsync($"/api/images/{stays}");
        answer.StatusCode.Should().Be(HttpStatusCode.OK, "its key is destroyed");
        (await ApiHost.JsonAsync(answer)).GetProperty("copies")[0].GetProperty("problem").GetString().Should().Contain("access was refused (HTTP 403)");
    }

    private async Task<JsonElement> WaitForCopyAsync(string cid, Func<JsonElement, bool> isWanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var copies = (await _client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}", limit.Token)).GetProperty("copies");
            copies.GetArrayLength().Should().Be(1);
            if (isWanted(copies[0]))
            {
                return copies[0];
            }

            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>How many images a service is not known to keep.</summary>
    private async Task<int> CountAsync(string service) =>
        (await _client.GetFromJsonAsync<JsonElement>($"/api/images?notCopiedTo={service}")).GetProperty("items").GetArrayLength();

    /// <summary>What Prometheus is given, which is not collected anew for each request.</summary>
    private async Task<string> MetricsAsync(string until)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var metrics = await _client.GetStringAsync("/metrics", limit.Token);
            if (metrics.Contains(until))
            {
                return metrics;
            }

            await Task.Delay(200, limit.Token);
        }
    }

    private async Task<JsonElement> HealthAsync()
    {
        using var ready = await _client.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await ApiHost.JsonAsync(ready)).GetProperty("checks").GetProperty("pinning");
    }
}
