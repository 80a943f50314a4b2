using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Inference;

namespace PathoChain.Api.Tests;

/// <summary>The silo's one gate, held full by runs that end when the test says so.</summary>
public sealed class BusyInferenceTests : IDisposable
{
    private const string Infer = "/v2/models/basecnn/infer";
    private const int QueueLength = 3;

    private readonly ApiHost _api = new();
    private readonly WebApplicationFactory<Program> _host;
    private readonly HttpClient _client;

    public BusyInferenceTests()
    {
        _host = _api.WithWebHostBuilder(builder => builder.UseSetting("Models:QueueLength", $"{QueueLength}"));
        _client = _host.CreateClient();
    }

    [Fact]
    public async Task A_request_that_finds_no_room_is_told_when_to_come_again_and_then_answered()
    {
        var gate = _host.Services.GetRequiredService<ImageGate>();
        var held = Enumerable.Range(0, gate.Places + QueueLength).Select(_ => gate.EnterAsync(Lane.Routine, CancellationToken.None)).ToList();

        using var refused = await _client.PostAsJsonAsync(Infer, Request());

        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1)).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        (await ApiHost.JsonAsync(refused)).GetProperty("error").GetString().Should().Contain($"{QueueLength} runs wait in the routine lane");
        foreach (var place in held)
        {
            (await place).Dispose();
        }

        using var answered = await _client.PostAsJsonAsync(Infer, Request());
        answered.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
        _api.Dispose();
    }

    private static object Request() => new
    {
        inputs = new[] { new { name = "image", shape = new[] { 1, 3, 50, 50 }, datatype = "FP32", data = new float[3 * 50 * 50] } },
    };
}
