using PathoChain.Inference;

namespace PathoChain.Grains.Tests;

/// <summary>A silo whose models have no time.</summary>
internal static class HeldQueue
{
    /// <summary>Takes every slot until <paramref name="release"/> is set.</summary>
    public static List<Task<int>> HoldQueue(this GrainCluster cluster, ManualResetEventSlim release)
    {
        var hold = new BatchWork<int, int>(
            inputs =>
            {
                release.Wait();
                return inputs;
            },
            Largest: 1);
        var queue = cluster.Service<InferenceQueue>();
        return [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => queue.RunAsync(hold, 0, Lane.Routine, CancellationToken.None))];
    }

    /// <summary>Takes every place at the gate and fills its routine lane.</summary>
    /// <param name="cluster">The silo.</param>
    /// <param name="length">Of the lane.</param>
    public static List<Task<IDisposable>> HoldGate(this GrainCluster cluster, int length)
    {
        var gate = cluster.Service<ImageGate>();
        return [.. Enumerable.Range(0, gate.Places + length).Select(_ => gate.EnterAsync(Lane.Routine, CancellationToken.None))];
    }

    /// <summary>Leaves the gate.</summary>
    public static async Task LetGoAsync(this List<Task<IDisposable>> held)
    {
        foreach (var place in held)
        {
            (await place).Dispose();
        }
    }
}
