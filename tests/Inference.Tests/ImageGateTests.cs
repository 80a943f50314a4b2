using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

/// <summary>One run at a time may have its image, and the only core is taken until the test says so.</summary>
public sealed class ImageGateTests : IAsyncLifetime
{
    private readonly ModelFolder _folder = ModelFolder.Create();
    private readonly InferenceQueue _queue = new(slots: 1, length: 1);
    private readonly ImageGate _gate = new(places: 1, length: 1);
    private readonly ConcurrentQueue<string> _decoded = [];
    private readonly ManualResetEventSlim _release = new();
    private readonly ServiceProvider _services;
    private readonly ClassifierPool _pool;
    private readonly ModelRunner _runner;
    private readonly Task<int> _held;

    public ImageGateTests()
    {
        _services = new ServiceCollection().AddMetrics().AddSingleton(_gate).AddSingleton(_queue).AddSingleton<InferenceMetrics>().BuildServiceProvider();
        _pool = new ClassifierPool(ModelCatalog.Load(_folder.Directory), _queue);
        _runner = new ModelRunner(
            _pool, _gate, new DecodedImageCache(1 << 20), new ClassificationCache(100), _services.GetRequiredService<InferenceMetrics>());
        _pool.Get("basecnn");
        _held = _queue.RunAsync(
            new BatchWork<int, int>(
                inputs =>
                {
                    _release.Wait();
                    return inputs;
                },
                Largest: 1),
            0,
            Lane.Routine,
            CancellationToken.None);
    }

    [Fact]
    public async Task What_waits_for_a_place_is_not_decoded_and_urgent_images_are_first()
    {
        var first = await StartAsync("first", Lane.Routine, () => _queue.Waiting(Lane.Routine) == 1);
        var routine = await StartAsync("routine", Lane.Routine, () => _gate.Waiting(Lane.Routine) == 1);
        var urgent = await StartAsync("urgent", Lane.Stat, () => _gate.Waiting(Lane.Stat) == 1);

        _decoded.Should().Equal("first");
        _release.Set();
        var results = await Task.WhenAll(first, routine, urgent);

        _decoded.Should().Equal("first", "urgent", "routine");
        results[1].QueuedMilliseconds.Should().BeGreaterThan(results[0].Milliseconds, "it waited for the run before it");
    }

    [Fact]
    public async Task A_heat_map_waits_like_a_run_or_finds_no_room()
    {
        var first = await StartAsync("first", Lane.Routine, () => _queue.Waiting(Lane.Routine) == 1);
        var map = HeatMapAsync("map", CancellationToken.None);

        await this.Invoking(test => test.HeatMapAsync("another", CancellationToken.None)).Should().ThrowAsync<InferenceBusyException>();

        _decoded.Should().Equal("first");
        _release.Set();
        await first;
        (await map).Should().NotBeNull();
        _decoded.Should().Equal("first", "map");
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_place_to_others()
    {
        using var impatience = new CancellationTokenSource();
        var first = await StartAsync("first", Lane.Routine, () => _queue.Waiting(Lane.Routine) == 1);
        var map = HeatMapAsync("map", impatience.Token);

        await impatience.CancelAsync();

        await FluentActions.Awaiting(() => map).Should().ThrowAsync<OperationCanceledException>();
        var next = await StartAsync("next", Lane.Routine, () => _gate.Waiting(Lane.Routine) == 1);
        _release.Set();
        await Task.WhenAll(first, next);
        _decoded.Should().Equal("first", "next");
    }

    [Fact]
    public async Task An_image_that_nobody_waits_for_leaves_the_gate_and_the_queue()
    {
        using var impatience = new CancellationTokenSource();
        using var laterImpatience = new CancellationTokenSource();
        var queued = await StartAsync("queued", Lane.Routine, () => _queue.Waiting(Lane.Routine) == 1, laterImpatience.Token);
        var atGate = await StartAsync("at the gate", Lane.Routine, () => _gate.Waiting(Lane.Routine) == 1, impatience.Token);

        await LeavesAsync(atGate, impatience, () => _gate.Waiting(Lane.Routine) == 0);
        await LeavesAsync(queued, laterImpatience, () => _queue.Waiting(Lane.Routine) == 0);

        var next = await StartAsync("next", Lane.Routine, () => _queue.Waiting(Lane.Routine) == 1);
        _release.Set();
        await next;
        _decoded.Should().Equal("queued", "next");
    }

    [Fact]
    public async Task An_image_that_is_being_decoded_keeps_its_place_although_nobody_waits_for_it()
    {
        using var impatience = new CancellationTokenSource();
        var (begun, decoding) = (new TaskCompletionSource(), new TaskCompletionSource<PixelImage>());
        var givenUp = _runner.ClassifyAsync("basecnn", "large", Lane.Routine, Decode, impatience.Token);
        await begun.Task;
        await impatience.CancelAsync();
        await FluentActions.Awaiting(() => givenUp).Should().ThrowAsync<OperationCanceledException>();

        var next = await StartAsync("next", Lane.Routine, () => _gate.Waiting(Lane.Routine) == 1);
        _decoded.Should().BeEmpty();
        decoding.SetResult(SyntheticTissue.Draw(1, 50, 50));
        _release.Set();
        await next;

        _decoded.Should().Equal("next");

        Task<PixelImage> Decode()
        {
            begun.SetResult();
            return decoding.Task;
        }
    }

    [Fact]
    public async Task An_image_that_another_caller_waits_for_keeps_its_place()
    {
        using var impatience = new CancellationTokenSource();
        var givenUp = await StartAsync("image", Lane.Routine, () => _queue.Waiting(Lane.Routine) == 1, impatience.Token);
        var patient = _runner.ClassifyAsync("basecnn", "image", Lane.Routine, Decode("image"));

        await impatience.CancelAsync();

        await FluentActions.Awaiting(() => givenUp).Should().ThrowAsync<OperationCanceledException>();
        _release.Set();
        await patient;
        _decoded.Should().Equal("image");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _release.Set();
        await _held;
        _pool.Dispose();
        await _services.DisposeAsync();
        _folder.Dispose();
        _release.Dispose();
    }

    private async Task<Task<Classification>> StartAsync(string cid, Lane lane, Func<bool> hasBegun, CancellationToken cancellationToken = default)
    {
        var run = _runner.ClassifyAsync("basecnn", cid, lane, Decode(cid), cancellationToken);
        await UntilAsync(hasBegun, within: TimeSpan.FromSeconds(30));
        return run;
    }

    /// <summary>Sooner than what waits would be shed, after 8 s.</summary>
    private static async Task LeavesAsync(Task<Classification> run, CancellationTokenSource impatience, Func<bool> hasLeft)
    {
        await impatience.CancelAsync();
        await FluentActions.Awaiting(() => run).Should().ThrowAsync<OperationCanceledException>();
        await UntilAsync(hasLeft, within: TimeSpan.FromSeconds(4));
    }

    private static async Task UntilAsync(Func<bool> condition, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        while (!condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private Task<HeatMap?> HeatMapAsync(string cid, CancellationToken cancellationToken) =>
        _runner.HeatMapAsync("basecnn", cid, Decode(cid), cancellationToken);

    private Func<Task<PixelImage>> Decode(string cid) => () =>
    {
        _decoded.Enqueue(cid);
        return Task.FromResult(SyntheticTissue.Draw(cid.Length, 50, 50));
    };
}
