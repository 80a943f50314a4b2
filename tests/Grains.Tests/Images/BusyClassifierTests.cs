using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Images;

/// <summary>The silo's one queue of model runs, held full by runs that end when the test says so.</summary>
public sealed class BusyClassifierTests(DevnetFixture chain) : IClassFixture<DevnetFixture>, IDisposable
{
    private const int QueueLength = 20;

    private readonly ManualResetEventSlim _release = new();

    [Fact]
    public async Task A_routine_image_that_finds_no_room_says_so_and_is_classified_later_without_having_used_up_an_attempt()
    {
        await using var cluster = await StartAsync();
        var held = cluster.HoldQueue(QueueLength, _release);
        var cid = await cluster.CreateImageAsync(1);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));

        var busy = await cluster.WaitForAsync(cid, ImagePhase.Failed, ImagePhase.Classified);

        busy.Phase.Should().Be(ImagePhase.Failed);
        busy.Failure!.Reason.Should().Contain("The classifier is busy").And.Contain("routine");
        busy.Failure.Attempts.Should().Be(0);
        busy.Failure.TimesBusy.Should().Be(1);
        busy.Failure.RetryAt.Should().BeAfter(busy.History[^1].At);
        _release.Set();
        await Task.WhenAll(held);
        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task An_urgent_image_still_has_its_lane()
    {
        await using var cluster = await StartAsync();
        var held = cluster.HoldQueue(QueueLength, _release);
        var cid = await cluster.CreateImageAsync(2, Priority.Stat);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));

        var models = cluster.Service<ModelCatalog>().Names.Count;
        var limit = DateTime.UtcNow.AddSeconds(15);
        while (cluster.Service<InferenceQueue>().Waiting(Lane.Stat) < models && DateTime.UtcNow < limit)
        {
            await Task.Delay(20);
        }

        cluster.Service<InferenceQueue>().Waiting(Lane.Stat).Should().Be(models);
        _release.Set();
        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed);
        await Task.WhenAll(held);
        classified.Phase.Should().Be(ImagePhase.Classified);
        classified.Image.Priority.Should().Be(Priority.Stat);
    }

    public void Dispose() => _release.Dispose();

    private Task<GrainCluster> StartAsync() =>
        GrainCluster.StartAsync(chain.Devnet, settings: new Dictionary<string, string?> { ["Models:QueueLength"] = $"{QueueLength}" });
}
