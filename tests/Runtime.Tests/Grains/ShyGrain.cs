namespace PathoChain.Runtime.Tests.Grains;

[Alias("tests.IShyGrain")]
public interface IShyGrain : IGrainWithStringKey
{
    [Alias("Hello")]
    Task<string> HelloAsync();
}

/// <summary>Fails to activate as often as the probe says.</summary>
public sealed class ShyGrain(Probe probe) : Grain, IShyGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (probe.ActivationsToFail > 0)
        {
            probe.ActivationsToFail--;
            throw new InvalidOperationException("Not today.");
        }

        return Task.CompletedTask;
    }

    public Task<string> HelloAsync() => Task.FromResult("hello");
}
