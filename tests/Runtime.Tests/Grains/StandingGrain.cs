namespace PathoChain.Runtime.Tests.Grains;

[Alias("tests.IStandingGrain")]
public interface IStandingGrain : IGrainWithStringKey
{
    [Alias("Wake")]
    Task WakeAsync();
}

/// <summary>Stays however long nobody calls it.</summary>
[CollectionAgeLimit(AlwaysActive = true)]
public sealed class StandingGrain : Grain, IStandingGrain
{
    public Task WakeAsync() => Task.CompletedTask;
}
