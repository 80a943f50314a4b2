using PathoChain.Inference;

namespace PathoChain.Grains.Tests;

internal static class HeldQueue
{
    /// <summary>Takes every slot and some places of the routine lane until <paramref name="release"/> is set.</summary>
    public static List<Task<int>> HoldQueue(this GrainCluster cluster, int waiting, ManualResetEventSlim release)
    {
        var hold = new BatchWork<int, int>(
            inputs =>
            {
                release.Wait();
                return inputs;
            },
            Largest: 1);
        var queue = cluster.Service<InferenceQueue>();
        return [.. Enumerable.Range(0, Environment.ProcessorCount + waiting).Select(_ => queue.RunAsync(hold, 0, Lane.Routine, CancellationToken.None))];
    }
}
