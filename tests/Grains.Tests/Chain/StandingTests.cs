using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>Who registered, and whether that account spoke for the site, on a real devnet with its SiteDirectory.</summary>
public sealed class StandingTests : IAsyncLifetime
{
    private Devnet _devnet = null!;
    private Deployment _deployment = null!;
    private DevnetSite _site = null!;

    public async Task InitializeAsync()
    {
        _devnet = await Devnet.StartAsync();
        _deployment = Deployment.Load(_devnet.DeploymentFile);
        _site = await DevnetSite.CreateAsync(_devnet, _deployment.SiteDirectory!.Address.ToString(), adminIndex: 9, Registrations.Hash("a label"));
    }

    public async Task DisposeAsync() => await _devnet.DisposeAsync();

    [Fact]
    public async Task A_registration_by_a_stranger_is_said_and_one_by_a_member_leads_on()
    {
        await using var cluster = await StartAsync();
        var (cid, call) = await CreateAsync(cluster, 1);
        var stranger = await DevnetAccount.OpenAsync(_devnet, 1);
        await stranger.SendAsync(_deployment.Address.ToString(), call, nonce: 0);

        var unattributed = await cluster.WaitForAsync(cid, ImagePhase.Unattributed);
        unattributed.Registration!.Registrant.Should().BeEquivalentTo(stranger.Address);
        unattributed.Registration.Standing.Should().Be(Standing.DoesNotSpeak);

        var member = await MemberAsync(2);
        await member.SendAsync(_deployment.Address.ToString(), call, nonce: 0);

        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified);
        classified.Registration!.Registrant.Should().BeEquivalentTo(member.Address);
        classified.Registration.Standing.Should().Be(Standing.Speaks);
    }

    [Fact]
    public async Task A_strangers_second_attempt_is_refused_by_the_contract_and_said()
    {
        await using var cluster = await StartAsync();
        var (cid, call) = await CreateAsync(cluster, 2);
        var stranger = await DevnetAccount.OpenAsync(_devnet, 3);
        await stranger.SendAsync(_deployment.Address.ToString(), call, nonce: 0);
        await cluster.WaitForAsync(cid, ImagePhase.Unattributed);

        await _devnet.SetAutomineAsync(false);
        var again = await stranger.SendAsync(_deployment.Address.ToString(), call, nonce: 1);
        await cluster.Image(cid).SubmittedAsync(again);
        await _devnet.CallAsync("evm_mine");

        var reverted = await cluster.WaitForAsync(cid, ImagePhase.Reverted);
        reverted.Problem!.Reason.Should().Contain("has registered this digest before");
        await _devnet.SetAutomineAsync(true);
        var member = await MemberAsync(4);
        await member.SendAsync(_deployment.Address.ToString(), call, nonce: 0);
        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Problem.Should().BeNull();
    }

    private async Task<DevnetAccount> MemberAsync(int index)
    {
        var member = await DevnetAccount.OpenAsync(_devnet, index);
        await _site.GrantAsync(member.Address, role: 0, DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds(), long.MaxValue);
        await _devnet.CallAsync("evm_increaseTime", "0x78");
        return member;
    }

    private static async Task<(string Cid, string Call)> CreateAsync(GrainCluster cluster, int seed)
    {
        var cid = await cluster.CreateImageAsync(seed);
        return (cid, ImageRegistryClient.RegisterCall(Hash32.Parse((await cluster.Image(cid).GetAsync())!.Image.Digest)));
    }

    private Task<GrainCluster> StartAsync() =>
        GrainCluster.StartAsync(_devnet, settings: new Dictionary<string, string?> { ["Chain:Site"] = _site.Id });
}
