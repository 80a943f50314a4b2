using PathoChain.Dev.Output;

namespace PathoChain.Dev.Setup;

/// <summary>A build that is left out while its product is there and its sources are the same.</summary>
/// <param name="Name">What the progress line says.</param>
/// <param name="Product">A file or folder that the step makes.</param>
/// <param name="StampFile">Where the hash of the sources is kept.</param>
internal sealed record StampedStep(string Name, string Product, string StampFile)
{
    public async Task RunAsync(string hash, Steps steps, Func<Action<string>, Task> build)
    {
        var stamp = new Stamp(StampFile);
        if (stamp.Matches(hash) && Path.Exists(Product))
        {
            return;
        }

        await steps.RunAsync(Name, async progress =>
        {
            stamp.Clear();
            await build(progress);
            stamp.Write(hash);
        });
    }
}
