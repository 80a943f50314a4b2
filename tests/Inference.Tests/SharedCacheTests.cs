using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

public sealed class SharedCacheTests
{
    private const int ImageBytes = 3 * 10 * 10;

    private readonly Dictionary<string, int> _decoded = [];

    [Fact]
    public async Task Concurrent_callers_share_one_decode()
    {
        var cache = new DecodedImageCache(10 * ImageBytes);
        var release = new TaskCompletionSource();
        var decodes = 0;

        var callers = Enumerable.Range(0, 50).Select(_ => cache.GetOrAddAsync("a", async _ =>
        {
            Interlocked.Increment(ref decodes);
            await release.Task;
            return Image();
        })).ToList();
        release.SetResult();
        var images = await Task.WhenAll(callers);

        decodes.Should().Be(1);
        images.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task A_kept_image_is_not_decoded_again()
    {
        var cache = new DecodedImageCache(10 * ImageBytes);

        (await GetAsync(cache, "a")).Should().BeSameAs(await GetAsync(cache, "a"));

        _decoded["a"].Should().Be(1);
    }

    [Fact]
    public async Task What_is_to_be_forgotten_is_kept_no_more_also_if_it_is_being_made()
    {
        var cache = new DecodedImageCache(2 * ImageBytes);
        var release = new TaskCompletionSource();
        await GetAsync(cache, "a");
        var making = cache.GetOrAddAsync("b", async _ =>
        {
            await release.Task;
            return Image();
        });

        cache.Forget("a");
        cache.Forget("b");
        cache.Forget("never there");
        release.SetResult();

        (await making).Should().NotBeNull("who waits for it gets it");
        (await GetAsync(cache, "a"), await GetAsync(cache, "b")).Should().NotBeNull();
        (_decoded["a"], _decoded["b"]).Should().Be((2, 1));
    }

    [Fact]
    public async Task The_image_unused_for_longest_makes_room()
    {
        var cache = new DecodedImageCache(2 * ImageBytes);
        foreach (var cid in new[] { "a", "b", "a", "c", "a", "b" })
        {
            await GetAsync(cache, cid);
        }

        _decoded.Should().BeEquivalentTo(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2, ["c"] = 1 });
    }

    [Fact]
    public async Task An_image_larger_than_the_cache_is_given_but_not_kept()
    {
        var cache = new DecodedImageCache(ImageBytes - 1);

        await GetAsync(cache, "a");
        await GetAsync(cache, "a");

        _decoded["a"].Should().Be(2);
    }

    [Fact]
    public async Task A_failure_reaches_the_caller_and_is_not_kept()
    {
        var cache = new DecodedImageCache(10 * ImageBytes);

        await cache.Invoking(each => each.GetOrAddAsync("a", _ => throw new IOException("gone"))).Should().ThrowAsync<IOException>();
        await GetAsync(cache, "a");

        _decoded["a"].Should().Be(1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_take_the_image_from_the_others()
    {
        var cache = new DecodedImageCache(10 * ImageBytes);
        var release = new TaskCompletionSource<DecodedImage>();
        using var impatience = new CancellationTokenSource();

        var impatient = cache.GetOrAddAsync("a", _ => release.Task, impatience.Token);
        var patient = cache.GetOrAddAsync("a", _ => release.Task);
        await impatience.CancelAsync();
        await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>();
        var image = Image();
        release.SetResult(image);

        (await patient).Should().BeSameAs(image);
    }

    [Fact]
    public async Task What_every_caller_gave_up_is_ended_and_made_anew_for_the_next()
    {
        var cache = new DecodedImageCache(10 * ImageBytes);
        using var impatience = new CancellationTokenSource();
        var ended = new TaskCompletionSource();

        var callers = Enumerable.Range(0, 2).Select(_ => cache.GetOrAddAsync(
            "a",
            async nobodyWaits =>
            {
                await using var _ = nobodyWaits.Register(ended.SetResult);
                await Task.Delay(Timeout.Infinite, nobodyWaits);
                return Image();
            },
            impatience.Token)).ToList();
        await impatience.CancelAsync();
        foreach (var caller in callers)
        {
            await FluentActions.Awaiting(() => caller).Should().ThrowAsync<OperationCanceledException>();
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await GetAsync(cache, "a");
        await GetAsync(cache, "a");
        _decoded["a"].Should().Be(1);
    }

    [Fact]
    public async Task What_is_made_although_nobody_waits_takes_no_room()
    {
        var cache = new DecodedImageCache(ImageBytes);
        var release = new TaskCompletionSource<DecodedImage>();
        var making = new TaskCompletionSource();
        using var impatience = new CancellationTokenSource();

        var givenUp = cache.GetOrAddAsync(
            "a",
            async _ =>
            {
                var image = await release.Task;
                making.SetResult();
                return image;
            },
            impatience.Token);
        await impatience.CancelAsync();
        await FluentActions.Awaiting(() => givenUp).Should().ThrowAsync<OperationCanceledException>();
        await GetAsync(cache, "a");
        release.SetResult(Image());
        await making.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Task.Delay(50); // The late image would take the place of the other one now.
        await GetAsync(cache, "a");

        _decoded["a"].Should().Be(1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_just_when_the_image_made_room_takes_nothing_else_away()
    {
        var cache = new DecodedImageCache(ImageBytes - 1); // Every image makes room at once.
        var image = Image();

        for (var round = 0; round < 20_000; round++)
        {
            using var impatience = new CancellationTokenSource();
            var release = new TaskCompletionSource<DecodedImage>();
            var caller = cache.GetOrAddAsync("a", _ => release.Task, impatience.Token);
            var made = Task.Run(() => release.SetResult(image));
            for (var spin = 0; spin < round % 100; spin++)
            {
                Thread.SpinWait(10);
            }

            await impatience.CancelAsync();
            await made;
            try
            {
                (await caller).Should().BeSameAs(image);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private static DecodedImage Image() => DecodedImage.Of(new PixelImage(10, 10, new byte[ImageBytes]));

    private Task<DecodedImage> GetAsync(DecodedImageCache cache, string cid) => cache.GetOrAddAsync(cid, _ =>
    {
        _decoded[cid] = _decoded.GetValueOrDefault(cid) + 1;
        return Task.FromResult(Image());
    });
}
