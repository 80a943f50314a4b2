using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Api.Uploads;
using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Api.Tests;

public sealed class UploadIntakeTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task No_more_images_are_in_hand_until_one_is_stored_than_there_are_processors()
    {
        var services = host.Services;
        using var clock = new HeldClock();
        using var intake = new UploadIntake(
            services.GetRequiredService<ImageVault>(), services.GetRequiredService<SiteKey>(), services.GetRequiredService<IGrainFactory>(), clock);
        var uploads = Enumerable.Range(0, Environment.ProcessorCount + 2)
            .Select(seed => Task.Run(() => intake.TakeInAsync(Request(seed), Priority.Routine, CancellationToken.None)))
            .ToList();

        clock.WaitFor(Environment.ProcessorCount, TimeSpan.FromSeconds(60)).Should().BeTrue();
        clock.WaitFor(Environment.ProcessorCount + 1, TimeSpan.FromSeconds(3)).Should().BeFalse("they are still in hand");

        clock.Release();
        (await Task.WhenAll(uploads)).Should().OnlyContain(image => image.Phase == ImagePhase.AwaitingSignature);
    }

    private static HttpRequest Request(int seed)
    {
        var body = new MemoryStream();
        body.Write("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"u8);
        body.Write(DrawnImages.Png(40, 30, seed));
        body.Write("\r\n--b--\r\n"u8);
        body.Position = 0;
        var request = new DefaultHttpContext().Request;
        (request.Body, request.ContentType) = (body, "multipart/form-data; boundary=b");
        request.Headers["Idempotency-Key"] = $"key-{seed}";
        return request;
    }

    /// <summary>Tells the time, which is asked for when an image is stored, only once the test says so.</summary>
    private sealed class HeldClock : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim _isReleased = new();
        private int _waiting;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Increment(ref _waiting);
            _isReleased.Wait();
            return DateTimeOffset.UnixEpoch;
        }

        public bool WaitFor(int count, TimeSpan limit) => SpinWait.SpinUntil(() => Volatile.Read(ref _waiting) >= count, limit);

        public void Release() => _isReleased.Set();

        public void Dispose() => _isReleased.Dispose();
    }
}
