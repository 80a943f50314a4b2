namespace PathoChain.Registry.Tests;

public sealed class SiteDirectoryClientTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>
{
    private static readonly Hash32 Label = Keccak256.Hash("a site"u8);

    private Deployment Deployment => fixture.Registry.Deployment;

    [Fact]
    public async Task An_account_speaks_for_the_site_that_granted_it_a_role_and_only_in_its_term()
    {
        var site = await DevnetSite.CreateAsync(fixture.Devnet, Deployment.SiteDirectory!.Address.ToString(), adminIndex: 2, Label.ToString());
        var client = new SiteDirectoryClient(fixture.Rpc, Deployment, Hash32.Parse(site.Id));
        await client.VerifyAsync();
        var uploader = (await UnlockedAccount.OpenAsync(fixture.Rpc, 3)).Address;
        var device = (await UnlockedAccount.OpenAsync(fixture.Rpc, 4)).Address;
        var pathologist = (await UnlockedAccount.OpenAsync(fixture.Rpc, 5)).Address;
        var from = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        await site.GrantAsync(uploader.ToString(), role: 0, from, from + 100);
        await site.GrantAsync(pathologist.ToString(), role: 1, from, from + 100);
        await site.GrantAsync(device.ToString(), role: 2, from, from + 100);

        (await client.SpokeAsync(uploader, Time(from))).Should().BeTrue();
        (await client.SpokeAsync(device, Time(from + 99))).Should().BeTrue();
        (await client.SpokeAsync(pathologist, Time(from))).Should().BeFalse("that role registers nothing");
        (await client.SpokeAsync(uploader, Time(from - 1))).Should().BeFalse();
        (await client.SpokeAsync(uploader, Time(from + 100))).Should().BeFalse();
        (await new SiteDirectoryClient(fixture.Rpc, Deployment, Label).SpokeAsync(uploader, Time(from))).Should().BeFalse("another site");
    }

    [Fact]
    public async Task Other_code_at_its_address_is_refused()
    {
        var wrong = Deployment with { SiteDirectory = Deployment.SiteDirectory! with { Hash = Label } };
        var missing = Deployment with { SiteDirectory = new(Address.Parse("0x00000000000000000000000000000000000000aa"), Label) };

        await new SiteDirectoryClient(fixture.Rpc, wrong, Label).Invoking(client => client.VerifyAsync()).Should().ThrowAsync<ContractMissingException>();
        await new SiteDirectoryClient(fixture.Rpc, missing, Label).Invoking(client => client.VerifyAsync()).Should().ThrowAsync<ContractMissingException>();
    }

    [Fact]
    public void A_site_without_a_directory_in_the_deployment_file_is_refused_with_the_fix()
    {
        var options = new ChainOptions { Site = Label.ToString() };
        var older = Deployment with { SiteDirectory = null };

        FluentActions.Invoking(() => WatchedSite.Of(options, fixture.Rpc, older)).Should().Throw<DeploymentException>().WithMessage("*Chain:Site*");
        WatchedSite.Of(new ChainOptions(), fixture.Rpc, older).Directory.Should().BeNull();
        WatchedSite.Of(new ChainOptions { Site = "" }, fixture.Rpc, older).Directory.Should().BeNull();
        WatchedSite.Of(options, fixture.Rpc, Deployment).Directory!.Site.Should().Be(Label);
    }

    [Fact]
    public async Task An_answer_that_is_neither_yes_nor_no_is_refused()
    {
        await using var node = LocalNode.Result(_ => $"\"{Label}\"");
        using var http = new HttpClient();
        var client = new SiteDirectoryClient(new JsonRpcClient(http, node.Url), Deployment, Label);

        await client.Invoking(c => c.SpokeAsync(Deployment.Address, DateTimeOffset.UnixEpoch)).Should().ThrowAsync<RpcInvalidResponseException>();
    }

    private static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
