using System.Net;
using Microsoft.Extensions.Logging;
using PathoChain.Silo.Cluster;

namespace PathoChain.Cluster.Tests;

public sealed class ModelMoverTests
{
    [Fact]
    public async Task A_move_that_fails_for_whatever_reason_is_tried_again_and_ends_no_silo()
    {
        var here = SiloAddress.New(IPAddress.Loopback, 1, 1);
        var directory = new SiloDirectory(new AcceleratorFilterTests.Said(new Dictionary<SiloAddress, string> { [here] = "gpu" }));
        var grains = Stub.Of<IGrainFactory>((_, _) => throw new InvalidOperationException("Nobody thought of this."));
        using var lines = new LogLines();
        using var logs = new LoggerFactory([lines]);
        using var mover = new ModelMover(
            new ModelPlacements(grains), directory, Stub.Of<ILocalSiloDetails>((_, _) => here), grains, logs.CreateLogger<ModelMover>());

        await mover.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (lines.Written.IsEmpty && !mover.ExecuteTask!.IsCompleted)
        {
            await Task.Delay(100, limit.Token);
        }

        mover.ExecuteTask!.IsCompleted.Should().BeFalse();
        lines.Written.Should().ContainSingle().Which.Should().StartWith("Warning Models could not be moved");
        await mover.StopAsync(CancellationToken.None);
    }
}
