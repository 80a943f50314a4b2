using System.Text;
using System.Text.Json;
using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Tests.Signing;

/// <summary>What a person's wallet does, done by the devnet, which holds the keys of its accounts.</summary>
internal static class DevnetSigner
{
    public static async Task<Address> AccountAsync(this DevnetFixture fixture, int index) => (await UnlockedAccount.OpenAsync(fixture.Rpc, index)).Address;

    public static async Task<byte[]> PersonalSignAsync(this DevnetFixture fixture, Address account, string message) =>
        Decode(await fixture.Devnet.CallAsync("personal_sign", Hex.Encode(Encoding.UTF8.GetBytes(message)), account.ToString()));

    public static async Task<byte[]> SignTypedDataAsync(this DevnetFixture fixture, Address account, TypedData data) =>
        Decode(await fixture.Devnet.CallAsync("eth_signTypedData_v4", account.ToString(), data.ToJson().ToJsonString()));

    /// <summary>Deploys chain/contracts/Wallet.t.sol.</summary>
    public static async Task<Address> DeployWalletAsync(this DevnetFixture fixture, Address owner)
    {
        var sender = await fixture.AccountAsync(0);
        var data = $"0x{SigningVectors.Viem.Wallet}{new string('0', 24)}{owner.ToString()[2..]}";
        var hash = await fixture.Devnet.CallAsync("eth_sendTransaction", new { from = sender.ToString(), data });
        var receipt = await fixture.Devnet.CallAsync("eth_getTransactionReceipt", hash.GetString()!);
        return Address.Parse(receipt.GetProperty("contractAddress").GetString()!);
    }

    private static byte[] Decode(JsonElement hex) => Convert.FromHexString(hex.GetString()!.AsSpan(2));
}
