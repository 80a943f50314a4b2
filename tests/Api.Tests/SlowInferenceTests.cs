using System.Net;
using System.Text.Json;

namespace PathoChain.Api.Tests;

/// <summary>Inference on the real server, whose clients may send as slowly as they like.</summary>
public sealed class SlowInferenceTests : IDisposable
{
    private const string Infer = "/v2/models/basecnn/infer";

    private static readonly byte[] Body = JsonSerializer.SerializeToUtf8Bytes(new
    {
        inputs = new[] { new { name = "image", shape = new[] { 1, 3, 50, 50 }, datatype = "FP32", data = new float[3 * 50 * 50] } },
    });

    private readonly ApiHost _host = new();
    private readonly HttpClient _client;

    public SlowInferenceTests()
    {
        _host.UseKestrel(0);
        _host.StartServer();
        using var client = _host.CreateClient(); // reads a whole body before it sends it, to follow redirections
        _client = new HttpClient { BaseAddress = client.BaseAddress };
    }

    [Fact]
    public async Task Clients_that_send_slowly_keep_nobody_from_an_answer()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = Enumerable.Range(0, 2 * Math.Max(4, 2 * Environment.ProcessorCount)).Select(_ => new SlowBody(gate.Task)).ToList();
        var sending = slow.Select(body => _client.SendAsync(body.Request())).ToList();
        await Task.WhenAll(slow.Select(body => body.HalfSent));

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var content = new ByteArrayContent(Body) { Headers = { ContentType = new("application/json") } };
        using (var answer = await _client.PostAsync(Infer, content, limit.Token))
        {
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        gate.SetResult();
        foreach (var answer in await Task.WhenAll(sending))
        {
            answer.StatusCode.Should().Be(HttpStatusCode.OK, "it was under way while the other went through");
            answer.Dispose();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }

    /// <summary>A body that stops half way until a gate opens.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly TaskCompletionSource _halfSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _gate;

        public SlowBody(Task gate)
        {
            _gate = gate;
            Headers.ContentType = new("application/json");
        }

        public Task HalfSent => _halfSent.Task;

        /// <summary>A request whose body begins when the server reads it, or does not for a second.</summary>
        public HttpRequestMessage Request() => new(HttpMethod.Post, Infer) { Content = this, Headers = { ExpectContinue = true } };

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Body.AsMemory(0, Body.Length / 2));
            await stream.FlushAsync();
            _halfSent.SetResult();
            await _gate;
            await stream.WriteAsync(Body.AsMemory(Body.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Body.Length;
            return true;
        }
    }
}
