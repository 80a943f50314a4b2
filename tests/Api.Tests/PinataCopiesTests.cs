using System.Net.Http.Json;
using System.Text.Json;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>The settings of an account at Pinata, beside an IPFS node that is away, do what they say.</summary>
public sealed class PinataCopiesTests
{
    [Fact]
    public async Task An_image_is_kept_there_brought_back_from_there_and_removed_there()
    {
        await using var pinata = await PinataServer.StartAsync();
        await using var api = new ApiHost();
        await using var host = api.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Pinning:Kubo:RpcUrl", $"http://127.0.0.1:{FreePort.Next()}");
            builder.UseSetting("Pinning:Pinata:Jwt", pinata.Jwt);
            builder.UseSetting("Pinning:Pinata:Gateway", pinata.Gateway.ToString());
            builder.UseSetting("Pinning:Pinata:ApiUrl", pinata.ApiUrl.ToString());
            builder.UseSetting("Pinning:Pinata:UploadUrl", pinata.UploadUrl.ToString());
        });
        using var client = host.CreateClient();
        var cid = await UploadAsync(client, seed: 1);

        var copies = await WaitAsync(client, cid, copies => copies[1].GetProperty("heldSince").ValueKind is JsonValueKind.String);

        copies[0].GetProperty("problem").GetString().Should().StartWith("kubo at http://127.0.0.1:").And.Contain("Check the address and the network.");
        var envelope = await client.GetByteArrayAsync($"/api/images/{cid}/envelope");
        pinata.Files.Values.Should().ContainSingle().Which.Bytes.Should().Equal(envelope);
        foreach (var block in Directory.GetFiles(Path.Combine(api.DataDirectory, "blocks"), "b*", SearchOption.AllDirectories))
        {
            File.Delete(block);
        }

        (await client.GetByteArrayAsync($"/api/images/{cid}/envelope")).Should().Equal(envelope);
        using var erased = await client.DeleteAsync($"/api/images/{cid}");
        (await ApiHost.JsonAsync(erased)).GetProperty("copies").EnumerateArray().Select(copy => copy.GetProperty("service").GetString()).Should().Equal("kubo");
        pinata.Files.Should().BeEmpty();
    }

    private static async Task<JsonElement> WaitAsync(HttpClient client, string cid, Predicate<JsonElement> isWanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var copies = (await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}", limit.Token)).GetProperty("copies");
            if (isWanted(copies))
            {
                return copies;
            }

            await Task.Delay(50, limit.Token);
        }
    }
}
