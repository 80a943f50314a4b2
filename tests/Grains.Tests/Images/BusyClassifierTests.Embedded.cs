using Microsoft.Extensions.Logging;
using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Images;

/// <summary>What Orleans does otherwise: there a grain ends once its timers' rounds have ended, and they are told of it no sooner.</summary>
public sealed partial class BusyClassifierTests
{
    [Fact]
    public async Task An_image_whose_grain_ends_leaves_the_queues_without_a_word_and_is_classified_by_the_next_activation()
    {
        await using var cluster = await StartAsync();
        var held = cluster.HoldQueue(_release);
        var waiting = () => cluster.Service<ImageGate>().Waiting(Lane.Routine) + cluster.Service<InferenceQueue>().Waiting(Lane.Routine);
        var cid = await RegisterAsync(cluster, 4);
        await UntilAsync(() => waiting() == cluster.Service<ModelCatalog>().Names.Count);
        using var lines = new LogLines();
        cluster.Service<ILoggerFactory>().AddProvider(lines);

        await cluster.DeactivateAsync(cluster.Image(cid));

        await UntilAsync(() => waiting() == 0, within: TimeSpan.FromSeconds(4)); // After 8 s it would be shed.
        await Task.Delay(200); // A failed round would be told of now.
        lines.Written.Should().NotContain(line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
        (await cluster.Image(cid).GetAsync())!.Failure.Should().BeNull();
        _release.Set();
        await Task.WhenAll(held);
        (await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed)).Phase.Should().Be(ImagePhase.Classified);
    }
}
