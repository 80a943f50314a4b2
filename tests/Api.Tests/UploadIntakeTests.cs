using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Api.Hosting;
using PathoChain.Api.Problems;
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

    [Fact]
    public async Task Files_are_refused_for_the_moment_beyond_what_all_of_them_may_have()
    {
        var budget = new BodyBudget(maxBytes: 100);
        using (var first = budget.Open())
        {
            (await ReadAsync(60, first)).Length.Should().Be(60);
            using var second = budget.Open();

            (await FluentActions.Awaiting(() => ReadAsync(60, second)).Should().ThrowAsync<ProblemException>()).Which.Problem.Should().Be(Problem.Busy);
            (await ReadAsync(40, second)).Length.Should().Be(40);
        }

        using var third = budget.Open();
        (await ReadAsync(100, third)).Length.Should().Be(100);
    }

    private static Task<ReadOnlyMemory<byte>> ReadAsync(int bytes, BodyBudget.Share share) =>
        UploadReader.ReadAsync(Request(seed: 0, new byte[bytes]), share, TimeProvider.System, CancellationToken.None);

    private static HttpRequest Request(int seed) => Request(seed, DrawnImages.Png(40, 30, seed));

    private static HttpRequest Request(int seed, byte[] file)
    {
        var body = new MemoryStream();
        body.Write("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"u8);
        body.Write(file);
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
