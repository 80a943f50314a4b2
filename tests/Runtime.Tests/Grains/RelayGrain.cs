namespace PathoChain.Runtime.Tests.Grains;

[Alias("tests.IRelayGrain")]
public interface IRelayGrain : IGrainWithStringKey
{
    /// <summary>Enters another grain from within a grain, and passes on what comes of it.</summary>
    [Alias("Enter")]
    Task EnterAsync(string key, string name);
}

public sealed class RelayGrain : Grain, IRelayGrain
{
    public Task EnterAsync(string key, string name) => GrainFactory.GetGrain<ITurnGrain>(key).EnterAsync(name);
}
