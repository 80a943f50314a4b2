using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Images;

/// <summary>The silo's one gate and queue of model runs, held by what ends when the test says so.</summary>
public sealed partial class BusyClassifierTests(DevnetFixture chain) : IClassFixture<DevnetFixture>, IDisposable
{
    private const int QueueLength = 20;

    private readonly ManualResetEventSlim _release = new();

    [Fact]
    public async Task A_routine_image_that_finds_no_room_says_so_and_is_classified_later_without_having_used_up_an_attempt()
    {
        await using var cluster = await StartAsync();
        var held = cluster.HoldGate(QueueLength);
        var cid = await RegisterAsync(cluster, 1);

        var busy = await cluster.WaitForAsync(cid, ImagePhase.Failed, ImagePhase.Classified);

        busy.Phase.Should().Be(ImagePhase.Failed);
        busy.Failure!.Reason.Should().Contain("The classifier is busy").And.Contain("routine");
        busy.Failure.Attempts.Should().Be(0);
        busy.Failure.TimesBusy.Should().Be(1);
        busy.Failure.RetryAt.Should().BeAfter(busy.History[^1].At);
        await held.LetGoAsync();
        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task However_long_an_image_waits_its_history_keeps_the_first_try_and_the_last()
    {
        await using var cluster = await StartAsync();
        var held = cluster.HoldGate(QueueLength);
        var cid = await RegisterAsync(cluster, 6);
        var before = (await cluster.WaitForAsync(cid, ImagePhase.Failed)).History;

        var waits = new List<ImageStatus>();
        for (var times = 2; times <= 5; times++)
        {
            await cluster.Image(cid).RetryAsync();
            waits.Add(await cluster.WaitForAsync(cid, ImagePhase.Failed));
        }

        waits.Select(status => status.Failure!.TimesBusy).Should().Equal(2, 3, 4, 5);
        waits.Should().AllSatisfy(status => status.History.Select(line => line.Event).Should().Equal(
            [.. before.Select(line => line.Event), ImageEvent.Retried, ImageEvent.ClassificationFailed]));
        waits[^1].History.Take(before.Count).Should().Equal(before);
        waits[^1].History[^2].At.Should().BeAfter(waits[^2].History[^1].At);
        await held.LetGoAsync();
        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).History[^1].Event.Should().Be(ImageEvent.ClassificationDone);
    }

    [Fact]
    public async Task However_short_the_lanes_are_an_image_that_has_its_places_is_not_turned_away()
    {
        await using var cluster = await StartAsync(length: 1);
        var held = cluster.HoldQueue(_release);
        var cid = await RegisterAsync(cluster, 5);

        await UntilAsync(() => cluster.Service<InferenceQueue>().Waiting(Lane.Routine) == cluster.Service<ModelCatalog>().Names.Count);
        _release.Set();
        await Task.WhenAll(held);
        (await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed)).History.Should().NotContain(line => line.Event == ImageEvent.ClassificationFailed);
    }

    [Fact]
    public async Task An_urgent_image_still_has_its_lane()
    {
        await using var cluster = await StartAsync();
        var held = cluster.HoldGate(QueueLength);
        var cid = await RegisterAsync(cluster, 2, Priority.Stat);

        await UntilAsync(() => cluster.Service<ImageGate>().Waiting(Lane.Stat) == cluster.Service<ModelCatalog>().Names.Count);
        await held.LetGoAsync();
        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed);
        classified.Phase.Should().Be(ImagePhase.Classified);
        classified.Image.Priority.Should().Be(Priority.Stat);
    }

    [Fact]
    public async Task An_urgent_image_overtakes_more_routine_ones_than_there_are_cores()
    {
        await using var cluster = await StartAsync(length: 512);
        var models = cluster.Service<ModelCatalog>().Names.Count;
        var held = cluster.HoldQueue(_release);
        var gate = cluster.Service<ImageGate>();
        var routine = new List<string>();
        for (var seed = 0; seed < 4 + (2 * Environment.ProcessorCount); seed++)
        {
            routine.Add(await RegisterAsync(cluster, 10 + seed));
        }

        await UntilAsync(() => gate.Waiting(Lane.Routine) + cluster.Service<InferenceQueue>().Waiting(Lane.Routine) == routine.Count * models);
        var urgent = await RegisterAsync(cluster, 9, Priority.Stat);
        await UntilAsync(() => gate.Waiting(Lane.Stat) == models);
        _release.Set();

        var first = ClassifiedAt(await cluster.WaitForAsync(urgent, ImagePhase.Classified));
        var others = new List<DateTimeOffset>();
        foreach (var cid in routine)
        {
            others.Add(ClassifiedAt(await cluster.WaitForAsync(cid, ImagePhase.Classified)));
        }

        await Task.WhenAll(held);
        others.Count(at => at > first).Should().BeGreaterThan(routine.Count / 2);
    }

    [Fact]
    public async Task An_image_whose_registration_is_lost_leaves_the_queues_and_is_classified_once_it_is_registered_again()
    {
        await using var cluster = await StartAsync();
        var held = cluster.HoldQueue(_release);
        var waiting = () => cluster.Service<ImageGate>().Waiting(Lane.Routine) + cluster.Service<InferenceQueue>().Waiting(Lane.Routine);
        var cid = await RegisterAsync(cluster, 3);
        await UntilAsync(() => waiting() == cluster.Service<ModelCatalog>().Names.Count);

        await cluster.Image(cid).RegistrationLostAsync(Registrations.At(1, of: 1).BlockHash);

        await UntilAsync(() => waiting() == 0, within: TimeSpan.FromSeconds(4)); // After 8 s it would be shed.
        (await cluster.Image(cid).GetAsync())!.Phase.Should().Be(ImagePhase.Reorged);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        _release.Set();
        await Task.WhenAll(held);
        (await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed)).Phase.Should().Be(ImagePhase.Classified);
    }

    [Fact]
    public async Task An_image_that_is_erased_while_it_waits_for_the_models_leaves_the_queues_and_is_never_classified()
    {
        await using var cluster = await StartAsync();
        var held = cluster.HoldQueue(_release);
        var waiting = () => cluster.Service<ImageGate>().Waiting(Lane.Routine) + cluster.Service<InferenceQueue>().Waiting(Lane.Routine);
        var cid = await RegisterAsync(cluster, 4);
        await UntilAsync(() => waiting() == cluster.Service<ModelCatalog>().Names.Count);

        var erased = (await cluster.Image(cid).EraseAsync())!;

        await UntilAsync(() => waiting() == 0, within: TimeSpan.FromSeconds(4)); // After 8 s it would be shed.
        _release.Set();
        await Task.WhenAll(held);
        (await cluster.Image(cid).GetAsync()).Should().BeEquivalentTo(erased);
    }

    public void Dispose() => _release.Dispose();

    private static async Task<string> RegisterAsync(GrainCluster cluster, int seed, Priority priority = Priority.Routine)
    {
        var cid = await cluster.CreateImageAsync(seed, priority);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        return cid;
    }

    private static DateTimeOffset ClassifiedAt(ImageStatus status) => status.Result!.ClassifiedAt;

    private static async Task UntilAsync(Func<bool> condition, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(15));
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private Task<GrainCluster> StartAsync(int length = QueueLength) =>
        GrainCluster.StartAsync(chain.Devnet, settings: new Dictionary<string, string?> { ["Models:QueueLength"] = $"{length}" });
}
