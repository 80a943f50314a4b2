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

        var callers = Enumerable.Range(0, 50).Select(_ => cache.GetOrAddAsync("a", async () =>
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

        await cache.Invoking(each => each.GetOrAddAsync("a", () => throw new IOException("gone"))).Should().ThrowAsync<IOException>();
        await GetAsync(cache, "a");

        _decoded["a"].Should().Be(1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_take_the_image_from_the_others()
    {
        var cache = new DecodedImageCache(10 * ImageBytes);
        var release = new TaskCompletionSource<DecodedImage>();
        using var impatience = new CancellationTokenSource();

        var impatient = cache.GetOrAddAsync("a", () => release.Task, impatience.Token);
        var patient = cache.GetOrAddAsync("a", () => release.Task);
        await impatience.CancelAsync();
        await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>();
        var image = Image();
        release.SetResult(image);

        (await patient).Should().BeSameAs(image);
    }

    private static DecodedImage Image() => DecodedImage.Of(new PixelImage(10, 10, new byte[ImageBytes]));

    private Task<DecodedImage> GetAsync(DecodedImageCache cache, string cid) => cache.GetOrAddAsync(cid, () =>
    {
        _decoded[cid] = _decoded.GetValueOrDefault(cid) + 1;
        return Task.FromResult(Image());
    });
}
