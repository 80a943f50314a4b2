using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PathoChain.Registry;
using PathoChain.Registry.Merkle;

namespace PathoChain.EndToEnd.Tests.Privacy;

/// <summary>Nothing gets onto the chain but digests, addresses, roots, codes and numbers, whatever an upload carries.</summary>
public sealed class CanaryTests
{
    /// <summary>Images of one tree.</summary>
    private const int Leaves = 4;

    [Fact]
    public async Task Nothing_of_what_an_upload_carries_gets_onto_the_chain()
    {
        await using var network = await Network.StartAsync(signer: 1, leaves: Leaves);
        var (cids, digests) = (new List<string>(), new List<Hash32>());
        foreach (var (number, (place, file)) in MarkedUploads.Files().Index())
        {
            var image = await UploadAsync(network, file, number, place);
            cids.Add(image.GetProperty("cid").GetString()!);
            digests.Add(Hash32.Parse(image.GetProperty("digest").GetString()!));
            await (number % 2 == 0 ? network.RegisterAsync(image) : RelayAsync(network, cids[^1]));
            await network.Client.WaitForAsync(cids[^1], "classified");
        }

        var anchors = await Task.WhenAll(cids.Select(network.Client.WaitForAnchorAsync));
        var chain = await ChainContent.ReadAsync(network.Devnet);

        var roots = digests.Chunk(Leaves).Select(tree => MerkleTree.Of(tree).Root).ToList();
        anchors.Select(image => image.GetProperty("anchor").GetProperty("root").GetString()).Distinct().Should().BeEquivalentTo(roots.Select(root => root.ToString()));
        var known = new KnownContent(await RegistryAsync(network), digests.Concat(roots).ToHashSet());
        chain.Transactions.Should().HaveCount(2 + digests.Count + roots.Count);
        chain.Logs.Should().HaveCount(digests.Count + roots.Count);
        chain.Leaks().Should().BeEmpty();
        chain.Transactions.Select(known.Unknown).Where(problem => problem is not null).Should().BeEmpty();
        chain.Logs.Select(known.UnknownInLog).Where(problem => problem is not null).Should().BeEmpty();
        string.Join('\n', network.Api.Lines()).Should().NotContainAny("Kowalczyk", "48213");
    }

    [Fact]
    public async Task A_leak_would_be_found()
    {
        await using var devnet = await Devnet.StartAsync();
        var registry = Deployment.Load(devnet.DeploymentFile).Address;
        using var http = new HttpClient();
        var wallet = await UnlockedAccount.OpenAsync(new JsonRpcClient(http, devnet.Url), index: 0);
        string[] forms = [Canary.Text[3..7], Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canary.Text[..4])), Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary.Text))];

        foreach (var form in forms)
        {
            await wallet.SendAsync(wallet.Address, $"0x{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(form))}");
        }

        var utf16 = Encoding.Unicode.GetBytes(Canary.Text[..16]);
        await wallet.SendAsync(registry, ImageRegistryClient.RegisterCall(Hash32.FromBytes(utf16)));
        var root = Hash32.FromBytes(Encoding.UTF8.GetBytes(Canary.Text[..32]));
        await wallet.SendAsync(registry, $"0x{Convert.ToHexStringLower(ImageRegistryAbi.Anchor(root, leafCount: 1))}");

        var chain = await ChainContent.ReadAsync(devnet);
        var known = new KnownContent(registry, new HashSet<Hash32>());
        foreach (var form in new[] { "UTF-8", "hex", "base64", "UTF-16" })
        {
            chain.Leaks().Should().Contain(leak => leak.Contains($"{form} "), "{0} is on the chain", form);
        }

        chain.Leaks().Should().Contain(leak => leak.StartsWith(".logs[0].topics[1]", StringComparison.Ordinal));
        chain.Transactions.Select(known.Unknown).Count(problem => problem is not null).Should().Be(forms.Length + 2, "only the deployments are known");
        chain.Logs.Select(known.UnknownInLog).Should().HaveCount(2).And.OnlyContain(problem => problem!.Contains("an unknown hash"));
    }

    private static async Task<JsonElement> UploadAsync(Network network, byte[] file, int number, string place)
    {
        using var http = new HttpClient { BaseAddress = network.Api.BaseAddress };
        using var request = MarkedUploads.Request(file, number);
        using var answer = await http.SendAsync(request);
        var image = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).Should().Be(202, "{0}: {1}", place, image);
        return image;
    }

    /// <summary>Has the wallet sign and the API send.</summary>
    private static async Task RelayAsync(Network network, string cid)
    {
        var registrant = (await network.Devnet.CallAsync("eth_accounts"))[2].GetString()!;
        var request = await network.Client.GetAsync($"/api/images/{cid}/registration-request?registrant={registrant}");
        var signature = (await network.Devnet.CallAsync("eth_signTypedData_v4", registrant, request)).GetString();
        using var http = new HttpClient { BaseAddress = network.Api.BaseAddress };
        using var answer = await http.PostAsJsonAsync($"/api/images/{cid}/registration?patient={Uri.EscapeDataString(Canary.Text)}", new
        {
            registrant,
            deadline = long.Parse(request.GetProperty("message").GetProperty("deadline").ToString(), CultureInfo.InvariantCulture),
            signature,
            patient = Canary.Text,
        });
        ((int)answer.StatusCode).Should().Be(202, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<Address> RegistryAsync(Network network) =>
        Address.Parse((await network.Client.GetAsync("/api/chain")).GetProperty("contract").GetString()!);
}
