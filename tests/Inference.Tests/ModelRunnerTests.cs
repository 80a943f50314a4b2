using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

public sealed class ModelRunnerTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();
    private readonly InferenceQueue _queue = new(slots: 2, length: 2);
    private readonly ImageGate _gate = new(places: 2, length: 1);
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counted = [];
    private readonly List<double> _computed = [];
    private readonly Dictionary<string, int> _waiting = [];
    private readonly ClassifierPool _pool;
    private readonly ModelRunner _runner;
    private int _decoded;

    public ModelRunnerTests()
    {
        _folder.Copy("other");
        _services = new ServiceCollection().AddMetrics().AddSingleton(_gate).AddSingleton(_queue).AddSingleton<InferenceMetrics>().BuildServiceProvider();
        _pool = new ClassifierPool(ModelCatalog.Load(_folder.Directory), _queue);
        Listen();
        _runner = new ModelRunner(
            _pool, _gate, new DecodedImageCache(1 << 20), new ClassificationCache(100), _services.GetRequiredService<InferenceMetrics>());
    }

    [Fact]
    public async Task A_model_runs_once_on_an_image_however_often_it_is_asked()
    {
        var first = await ClassifyAsync("basecnn", "a");
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ClassifyAsync("basecnn", "a")));

        again.Should().AllBeEquivalentTo(first);
        _counted.Should().BeEquivalentTo(new Dictionary<string, long> { ["basecnn run"] = 1, ["basecnn cached"] = 20 });
        _computed.Should().Equal(first.Milliseconds / 1000);
    }

    [Fact]
    public async Task Another_image_is_another_run()
    {
        await ClassifyAsync("basecnn", "a");
        await ClassifyAsync("basecnn", "b");

        _counted["basecnn run"].Should().Be(2);
        _decoded.Should().Be(2);
    }

    [Fact]
    public async Task Two_models_share_the_decoded_image()
    {
        await ClassifyAsync("basecnn", "a");
        await ClassifyAsync("other", "a");

        _decoded.Should().Be(1);
    }

    [Fact]
    public async Task Every_model_warns_of_a_blank()
    {
        foreach (var model in (string[])["basecnn", "other"])
        {
            var result = await _runner.ClassifyAsync(model, "blank", Lane.Routine, () => Task.FromResult(
                new PixelImage(60, 90, [.. Enumerable.Repeat((byte)255, 3 * 60 * 90)])));

            result.Warnings[0].Should().StartWith("The image is blank");
            result.Warnings[1].Should().StartWith("The image is 60x90");
        }
    }

    [Fact]
    public async Task A_failure_is_counted_and_tried_anew()
    {
        await _runner.Invoking(runner => runner.ClassifyAsync("basecnn", "a", Lane.Routine, () => throw new IOException("gone"))).Should().ThrowAsync<IOException>();
        await ClassifyAsync("basecnn", "a");

        _counted.Should().BeEquivalentTo(new Dictionary<string, long> { ["basecnn failed"] = 1, ["basecnn run"] = 1 });
    }

    [Fact]
    public async Task What_finds_no_room_is_shed_before_it_is_decoded_and_counted_with_its_lane()
    {
        var held = await HoldPlacesAsync();
        var waiting = _gate.EnterAsync(Lane.Stat, CancellationToken.None);

        await this.Invoking(test => test.ClassifyAsync("basecnn", "a", Lane.Stat)).Should().ThrowAsync<InferenceBusyException>().WithMessage("*STAT lane*");

        _decoded.Should().Be(0);
        _counted.Should().BeEquivalentTo(new Dictionary<string, long> { ["basecnn shed"] = 1, ["basecnn stat"] = 1 });
        _listener.RecordObservableInstruments();
        _waiting.Should().BeEquivalentTo(new Dictionary<string, int> { ["routine"] = 0, ["stat"] = 1 });
        held.ForEach(place => place.Dispose());
        (await waiting).Dispose();
        await ClassifyAsync("basecnn", "a", Lane.Stat);
        _counted["basecnn run"].Should().Be(1);
    }

    [Fact]
    public async Task An_input_that_is_ready_is_inferred_and_counted()
    {
        var outputs = await _runner.InferAsync("basecnn", new float[2 * 3 * 50 * 50], CancellationToken.None);

        outputs.Select(output => output.Name).Should().BeEquivalentTo("probability", "logit", "distance", "cam");
        _counted.Should().BeEquivalentTo(new Dictionary<string, long> { ["basecnn inferred"] = 1 });
    }

    [Fact]
    public async Task An_input_that_finds_no_room_is_counted_as_shed_and_one_that_is_given_up_as_cancelled()
    {
        using var impatience = new CancellationTokenSource();
        await HoldPlacesAsync();
        var waiting = _runner.InferAsync("basecnn", new float[3 * 50 * 50], impatience.Token);

        await _runner.Invoking(runner => runner.InferAsync("basecnn", new float[3 * 50 * 50], CancellationToken.None)).Should().ThrowAsync<InferenceBusyException>();
        await impatience.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        _counted.Should().BeEquivalentTo(new Dictionary<string, long> { ["basecnn shed"] = 1, ["basecnn routine"] = 1, ["basecnn cancelled"] = 1 });
    }

    [Fact]
    public async Task A_heat_map_is_counted()
    {
        await _runner.HeatMapAsync("basecnn", "a", () => Task.FromResult(SyntheticTissue.Draw(0, 50, 50)), CancellationToken.None);

        _counted.Should().BeEquivalentTo(new Dictionary<string, long> { ["basecnn explained"] = 1 });
    }

    public void Dispose()
    {
        _listener.Dispose();
        _pool.Dispose();
        _services.Dispose();
        _folder.Dispose();
    }

    private Task<Classification> ClassifyAsync(string model, string cid, Lane lane = Lane.Routine) => _runner.ClassifyAsync(model, cid, lane, () =>
    {
        Interlocked.Increment(ref _decoded);
        return Task.FromResult(SyntheticTissue.Draw(cid[0], 50, 50));
    });

    private async Task<List<IDisposable>> HoldPlacesAsync() =>
        [await _gate.EnterAsync(Lane.Routine, CancellationToken.None), await _gate.EnterAsync(Lane.Routine, CancellationToken.None)];

    private void Listen()
    {
        // Other tests count under the same name in their own factories.
        var factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (_counted)
            {
                var key = string.Join(' ', tags.ToArray().Select(tag => tag.Value));
                _counted[key] = _counted.GetValueOrDefault(key) + count;
            }
        });
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, _, _) =>
        {
            lock (_computed)
            {
                if (instrument.Name.Contains("compute", StringComparison.Ordinal))
                {
                    _computed.Add(seconds);
                }
            }
        });
        _listener.SetMeasurementEventCallback<int>((_, count, tags, _) => _waiting[(string)tags[0].Value!] = count);
        _listener.Start();
    }
}
