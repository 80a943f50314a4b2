using System.Text.Json;
using PathoChain.Registry;

namespace PathoChain.EndToEnd.Tests;

/// <summary>The wallet of a devnet's first account.</summary>
internal static class Wallet
{
    /// <summary>Sends the registration call that an image came with; the answer is the transaction's hash.</summary>
    public static Task<string> RegisterAsync(Devnet devnet, JsonElement image) => SendAsync(devnet, image.GetProperty("registrationCall"));

    /// <summary>Sends a call that the API gave; the answer is the transaction's hash.</summary>
    public static async Task<string> SendAsync(Devnet devnet, JsonElement call)
    {
        using var http = new HttpClient();
        var wallet = await UnlockedAccount.OpenAsync(new JsonRpcClient(http, devnet.Url), index: 0);
        var hash = await wallet.SendAsync(Address.Parse(call.GetProperty("to").GetString()!), call.GetProperty("data").GetString()!);
        return hash.ToString();
    }
}
