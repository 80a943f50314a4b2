using System.Globalization;

namespace PathoChain.Testing;

/// <summary>An account of a <see cref="Devnet"/> used as wallets are: with its nonce and fees in hand, so that a transaction can be replaced.</summary>
public sealed class DevnetAccount
{
    private const long Gwei = 1_000_000_000;
    private readonly Devnet _devnet;

    private DevnetAccount(Devnet devnet, string address) => (_devnet, Address) = (devnet, address);

    /// <summary>0x and 40 hex digits.</summary>
    public string Address { get; }

    public static async Task<DevnetAccount> OpenAsync(Devnet devnet, int index) =>
        new(devnet, (await devnet.CallAsync("eth_accounts"))[index].GetString()!);

    /// <summary>The nonce that its next mined transaction has.</summary>
    public async Task<long> NonceAsync()
    {
        var count = (await _devnet.CallAsync("eth_getTransactionCount", Address, "latest")).GetString()!;
        return long.Parse(count.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>Sends a transaction; the answer is its hash.</summary>
    /// <param name="to">Contract or account.</param>
    /// <param name="data">Call data in hex.</param>
    /// <param name="nonce">Its nonce; one that a pending transaction has replaces that one.</param>
    /// <param name="gwei">Fee per gas; a replacement must offer at least a tenth more.</param>
    /// <param name="gas">Most that it may use.</param>
    public async Task<string> SendAsync(string to, string data, long nonce, int gwei = 10, long gas = 200_000)
    {
        var transaction = new
        {
            from = Address,
            to,
            data,
            nonce = $"0x{nonce:x}",
            gas = $"0x{gas:x}",
            maxFeePerGas = $"0x{gwei * Gwei:x}",
            maxPriorityFeePerGas = $"0x{gwei * Gwei:x}",
        };
        return (await _devnet.CallAsync("eth_sendTransaction", transaction)).GetString()!;
    }
}
