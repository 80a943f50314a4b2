using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Api.Tests;

internal static class ClassifiedImage
{
    /// <summary>Uploads an image and has its grain see the event that the chain, which is away, cannot show; the answer is its CID.</summary>
    public static async Task<string> CreateAsync(WebApplicationFactory<Program> host, byte[] file)
    {
        using var client = host.CreateClient();
        return await CreateAsync(client, host.Services, file);
    }

    /// <inheritdoc cref="CreateAsync(WebApplicationFactory{Program}, byte[])"/>
    public static async Task<string> CreateAsync(HttpClient client, IServiceProvider services, byte[] file)
    {
        using var uploaded = await client.SendAsync(ApiHost.Upload(file));
        var cid = (await ApiHost.JsonAsync(uploaded)).GetProperty("cid").GetString()!;
        var grain = services.GetRequiredService<IGrainFactory>().GetGrain<IImageGrain>(cid);
        var hash = Keccak256.Hash("anything"u8).ToString();
        await grain.RegistrationSeenAsync(new Registration(
            31337, "0x5FbDB2315678afecb367f032d93F642f64180aa3", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", hash, 7, hash, 45_766, 1, 1,
            DateTimeOffset.UnixEpoch, Finality.Unsafe, Standing.NotChecked, Sender: null, Nonce: null));
        for (var status = await grain.GetAsync(); status!.Phase is not ImagePhase.Classified; status = await grain.WaitAsync(status.Version, TimeSpan.FromSeconds(20)))
        {
            status.Phase.Should().NotBe(ImagePhase.Failed);
        }

        return cid;
    }

    /// <summary>Asks until the image is classified.</summary>
    public static async Task<JsonElement> WaitAsync(HttpClient client, string cid)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var image = await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}", limit.Token);
            var phase = image.GetProperty("phase").GetString();
            phase.Should().NotBe("failed");
            if (phase == "classified")
            {
                return image;
            }

            await Task.Delay(50, limit.Token);
        }
    }
}
