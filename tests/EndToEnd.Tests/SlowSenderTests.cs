using System.Net;

namespace PathoChain.EndToEnd.Tests;

public sealed class SlowSenderTests
{
    [Fact]
    public async Task Clients_that_send_slowly_do_not_keep_others_from_uploading()
    {
        await using var network = await Network.StartAsync();
        using var http = new HttpClient { BaseAddress = network.Api.BaseAddress };
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = Enumerable.Range(0, 2 * Environment.ProcessorCount)
            .Select(seed => new SlowForm(DrawnImages.Png(50, 50, 60 + seed), gate.Task))
            .ToList();
        var sending = slow.Select(form => http.SendAsync(form.Request())).ToList();
        await Task.WhenAll(slow.Select(form => form.HalfSent));

        await network.Client.UploadAsync(DrawnImages.Png(50, 50, 59));

        gate.SetResult();
        foreach (var answer in await Task.WhenAll(sending))
        {
            answer.StatusCode.Should().Be(HttpStatusCode.Accepted, "it was under way while the other went through");
            answer.Dispose();
        }
    }

    /// <summary>A form that stops half way until a gate opens.</summary>
    private sealed class SlowForm(byte[] file, Task gate) : HttpContent
    {
        private readonly TaskCompletionSource _halfSent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HalfSent => _halfSent.Task;

        public HttpRequestMessage Request()
        {
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=slow");
            return new HttpRequestMessage(HttpMethod.Post, "/api/images")
            {
                Content = this,
                Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } },
            };
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("--slow\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"u8.ToArray());
            await stream.WriteAsync(file.AsMemory(0, file.Length / 2));
            await stream.FlushAsync();
            _halfSent.SetResult();
            await gate;
            await stream.WriteAsync(file.AsMemory(file.Length / 2));
            await stream.WriteAsync("\r\n--slow--\r\n"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
