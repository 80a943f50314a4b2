using Microsoft.Extensions.DependencyInjection;

namespace PathoChain.Grains.Tests.Access;

public sealed class SignInNonceGrainTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>
{
    [Fact]
    public async Task A_nonce_is_good_once_within_ten_minutes_of_being_given()
    {
        var clock = new LaterClock();
        await using var cluster = await GrainCluster.StartAsync(fixture.Devnet, change: services => services.AddSingleton<TimeProvider>(clock));
        var (used, old, never) = (cluster.Grain<ISignInNonceGrain>("used"), cluster.Grain<ISignInNonceGrain>("old"), cluster.Grain<ISignInNonceGrain>("never"));
        await used.GiveAsync();
        await old.GiveAsync();

        clock.Late = TimeSpan.FromMinutes(9);
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => used.TryUseAsync()))).Should().ContainSingle(isGood => isGood);

        clock.Late = TimeSpan.FromMinutes(11);
        (await old.TryUseAsync()).Should().BeFalse();
        (await never.TryUseAsync()).Should().BeFalse();
    }

    /// <summary>The time, and how much later it is said to be; a clock that stands would hold the silo up.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Late { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Late;
    }
}
