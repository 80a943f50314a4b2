namespace PathoChain.Grains.Tests;

/// <summary>One devnet for the tests of a class.</summary>
public sealed class DevnetFixture : IAsyncLifetime
{
    public Devnet Devnet { get; private set; } = null!;

    public async Task InitializeAsync() => Devnet = await Devnet.StartAsync();

    public async Task DisposeAsync() => await Devnet.DisposeAsync();
}
