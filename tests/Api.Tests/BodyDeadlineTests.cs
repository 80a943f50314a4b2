using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using PathoChain.Api.Hosting;
using PathoChain.Api.OpenInference;
using PathoChain.Api.Uploads;

namespace PathoChain.Api.Tests;

/// <summary>Bodies that trickle in for ever.</summary>
public sealed class BodyDeadlineTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpRequest _request = new DefaultHttpContext().Request;

    public BodyDeadlineTests() => _request.Body = new Trickle();

    [Fact]
    public async Task An_inference_request_that_trickles_in_ends()
    {
        _request.ContentType = "application/json";
        await EndsAsync(ReadInferenceAsync(CancellationToken.None), InferRequest.LongestBody);
    }

    [Fact]
    public async Task An_upload_that_trickles_in_ends()
    {
        _request.ContentType = "multipart/form-data; boundary=slow";
        await EndsAsync(UploadReader.ReadAsync(_request, new BodyBudget(int.MaxValue).Open(), _time, CancellationToken.None), UploadReader.LongestBody);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_not_called_slow()
    {
        using var aborted = new CancellationTokenSource();
        _request.ContentType = "application/json";
        var reading = ReadInferenceAsync(aborted.Token);

        await aborted.CancelAsync();

        await reading.Invoking(each => each).Should().ThrowAsync<OperationCanceledException>();
    }

    private Task<ReadOnlyMemory<byte>> ReadInferenceAsync(CancellationToken cancellationToken) =>
        InferRequest.ReadAsync(_request, int.MaxValue, new BodyBudget(int.MaxValue).Open(), _time, cancellationToken);

    private async Task EndsAsync(Task reading, TimeSpan longest)
    {
        _time.Advance(longest - TimeSpan.FromSeconds(1));
        await Task.Delay(50);
        reading.IsCompleted.Should().BeFalse();

        _time.Advance(TimeSpan.FromSeconds(2));

        (await reading.Invoking(each => each).Should().ThrowAsync<BadHttpRequestException>()).Which.StatusCode.Should().Be(StatusCodes.Status408RequestTimeout);
    }

    /// <summary>A byte now and then.</summary>
    private sealed class Trickle : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(5, cancellationToken);
            buffer.Span[0] = (byte)'-';
            return 1;
        }
    }
}
