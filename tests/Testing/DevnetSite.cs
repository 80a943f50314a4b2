using System.Text;
using PathoChain.Registry;

namespace PathoChain.Testing;

/// <summary>A site in the SiteDirectory of a <see cref="Devnet"/>, and its admin.</summary>
public sealed class DevnetSite
{
    private readonly DevnetAccount _admin;
    private readonly string _directory;

    private DevnetSite(DevnetAccount admin, string directory, string id) => (_admin, _directory, Id) = (admin, directory, id);

    /// <summary>As the directory's <c>siteOf</c> gives it.</summary>
    public string Id { get; }

    /// <summary>Creates a site.</summary>
    /// <param name="devnet">A chain that mines each transaction at once.</param>
    /// <param name="directory">Address of the SiteDirectory.</param>
    /// <param name="adminIndex">Whose site it becomes.</param>
    /// <param name="label">Any 32 bytes in hex.</param>
    public static async Task<DevnetSite> CreateAsync(Devnet devnet, string directory, int adminIndex, string label)
    {
        var admin = await DevnetAccount.OpenAsync(devnet, adminIndex);
        await admin.SendAsync(directory, Call("createSite(bytes32)", label), await admin.NonceAsync());
        var id = await devnet.CallAsync("eth_call", new { to = directory, data = Call("siteOf(address,bytes32)", admin.Address, label) }, "latest");
        return new(admin, directory, id.GetString()!);
    }

    /// <summary>Gives a member a role for a time in Unix seconds, the end excluded.</summary>
    public async Task GrantAsync(string member, int role, long from, long until) => await _admin.SendAsync(
        _directory,
        Call("grant(bytes32,address,uint8,uint64,uint64)", Id, member, $"{role:x}", $"{from:x}", $"{until:x}"),
        await _admin.NonceAsync());

    private static string Call(string function, params string[] words)
    {
        var selector = Keccak256.Hash(Encoding.ASCII.GetBytes(function)).ToString()[..10];
        return selector + string.Concat(words.Select(word => word.Replace("0x", "", StringComparison.Ordinal).ToLowerInvariant().PadLeft(64, '0')));
    }
}
