using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Inference;

namespace PathoChain.Api.Tests;

/// <summary>The silo's one queue of model runs, held full by runs that end when the test says so.</summary>
public sealed class BusyInferenceTests : IDisposable
{
    private const string Infer = "/v2/models/basecnn/infer";
    private const int QueueLength = 3;

    private readonly ManualResetEventSlim _release = new();
    private readonly ApiHost _api = new();
    private readonly WebApplicationFactory<Program> _host;
    private readonly HttpClient _client;

    public BusyInferenceTests()
    {
        _host = _api.WithWebHostBuilder(builder => builder.UseSetting("Models:QueueLength", $"{QueueLength}"));
        _client = _host.CreateClient();
    }

    [Fact]
    public async Task A_request_that_finds_the_queue_full_is_told_when_to_come_again_and_then_answered()
    {
        var held = Fill();

        using var refused = await _client.PostAsJsonAsync(Infer, Request());

        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1)).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        (await ApiHost.JsonAsync(refused)).GetProperty("error").GetString().Should().Contain($"{QueueLength} runs wait in the routine lane");
        _release.Set();
        await Task.WhenAll(held);
        using var answered = await _client.PostAsJsonAsync(Infer, Request());
        answered.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    public void Dispose()
    {
        _release.Set();
        _client.Dispose();
        _host.Dispose();
        _api.Dispose();
        _release.Dispose();
    }

    private static object Request() => new
    {
        inputs = new[] { new { name = "image", shape = new[] { 1, 3, 50, 50 }, datatype = "FP32", data = new float[3 * 50 * 50] } },
    };

    /// <summary>Takes every slot and every place of the routine lane.</summary>
    private List<Task<int>> Fill()
    {
        var hold = new BatchWork<int, int>(
            inputs =>
            {
                _release.Wait();
                return inputs;
            },
            Largest: 1);
        var queue = _host.Services.GetRequiredService<InferenceQueue>();
        return [.. Enumerable.Range(0, Environment.ProcessorCount + QueueLength).Select(_ => queue.RunAsync(hold, 0, Lane.Routine, CancellationToken.None))];
    }
}
