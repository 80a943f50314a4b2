using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using PathoChain.Api.Relay;
using PathoChain.Registry;

namespace PathoChain.Api.Tests;

/// <summary>The API with a devnet, whose account at <see cref="Signer"/> pays.</summary>
public sealed class RelayingHost : IAsyncLifetime
{
    public const int Signer = 9;

    private readonly ApiHost _api = new();
    private WebApplicationFactory<Program> _relaying = null!;

    /// <summary>Whether new images are anchored; to be set before the start.</summary>
    public bool IsAnchoring { get; init; }

    /// <summary>Whether registrations count by a site of the devnet's, <see cref="Site"/>; to be set before the start.</summary>
    public bool IsOfSite { get; init; }

    public DevnetSite? Site { get; private set; }

    public Devnet Devnet { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Devnet = await Devnet.StartAsync();
        var signer = await AccountAsync(Signer);
        Site = IsOfSite ? await CreateSiteAsync() : null;
        _relaying = _api.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Chain:RpcUrl", Devnet.Url.ToString());
            builder.UseSetting("Chain:DeploymentFile", Devnet.DeploymentFile);
            builder.UseSetting("Chain:PollInterval", "00:00:00.1");
            builder.UseSetting("Chain:Site", Site?.Id);
            builder.UseSetting("Chain:Signer:Address", signer);
            builder.UseSetting("Chain:Anchoring:Window", "00:00:01");
            builder.UseSetting("Chain:Anchoring:Enabled", $"{IsAnchoring}");
        });
    }

    public HttpClient CreateClient() => _relaying.CreateClient();

    /// <summary>The devnet's account at <paramref name="index"/>, EIP-55.</summary>
    public async Task<string> AccountAsync(int index) =>
        Address.Parse((await Devnet.CallAsync("eth_accounts"))[index].GetString()!).ToString();

    /// <summary>How many transactions an account sent.</summary>
    public async Task<int> TransactionsAsync(int account)
    {
        var count = await Devnet.CallAsync("eth_getTransactionCount", await AccountAsync(account), "latest");
        return int.Parse(count.GetString()![2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>Signs a registration's typed data, as a wallet does.</summary>
    internal async Task<SignedRegistration> SignAsync(string account, JsonNode request)
    {
        var signature = await Devnet.CallAsync("eth_signTypedData_v4", account, request);
        return new(account, request["message"]!["deadline"]!.GetValue<long>(), signature.GetString());
    }

    /// <summary>Gives accounts roles of the site, from a few seconds on, as a term cannot begin in a block that is mined already; by the clock of the blocks to come it has begun.</summary>
    public async Task GrantAsync(params (string Member, int Role)[] roles)
    {
        var newest = (await Devnet.CallAsync("eth_getBlockByNumber", "latest", false)).GetProperty("timestamp").GetString()!;
        var mined = long.Parse(newest[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var begin = Math.Max(mined, DateTimeOffset.UtcNow.ToUnixTimeSeconds()) + 10;
        foreach (var (member, role) in roles)
        {
            await Site!.GrantAsync(member, role, begin, long.MaxValue);
        }

        await Devnet.CallAsync("evm_increaseTime", "0x3c");
    }

    /// <summary>What the server asks an account to sign for an image, once its term in the site has begun.</summary>
    public static async Task<JsonNode> UntilAskedAsync(HttpClient client, string cid, string registrant)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await client.GetAsync($"/api/images/{cid}/registration-request?registrant={registrant}", limit.Token);
            if (answer.IsSuccessStatusCode)
            {
                return (await answer.Content.ReadFromJsonAsync<JsonNode>(limit.Token))!;
            }

            await Task.Delay(200, limit.Token);
        }
    }

    public async Task DisposeAsync()
    {
        await _relaying.DisposeAsync();
        await _api.DisposeAsync();
        await Devnet.DisposeAsync();
    }

    /// <summary>What the server asks an account to sign for an image.</summary>
    public static async Task<JsonNode> RequestAsync(HttpClient client, string cid, string registrant) =>
        (await client.GetFromJsonAsync<JsonNode>($"/api/images/{cid}/registration-request?registrant={registrant}"))!;

    public static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.Should().Be(status);
        var problem = await ApiHost.JsonAsync(answer);
        problem.GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
        return problem;
    }

    /// <summary>Uploads a drawn image; the answer is its CID.</summary>
    public static async Task<string> UploadAsync(HttpClient client, int seed)
    {
        var answer = await client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, seed)));
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        return (await ApiHost.JsonAsync(answer)).GetProperty("cid").GetString()!;
    }

    /// <summary>Asks until the answer is as wanted.</summary>
    public static async Task<JsonElement> UntilAsync(HttpClient client, string path, Func<JsonElement, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var found = await client.GetFromJsonAsync<JsonElement>(path, limit.Token);
            if (condition(found))
            {
                return found;
            }

            await Task.Delay(100, limit.Token);
        }
    }

    private Task<DevnetSite> CreateSiteAsync()
    {
        var directory = Deployment.Load(Devnet.DeploymentFile).SiteDirectory!.Address.ToString();
        return DevnetSite.CreateAsync(Devnet, directory, adminIndex: 8, Keccak256.Hash("a label"u8).ToString());
    }
}
