using System.Text.Json.Nodes;

namespace PathoChain.Registry;

/// <summary>Asks the SiteDirectory which accounts speak for a site (chain/contracts/ISiteDirectory.sol).</summary>
/// <remarks>Every call throws an <see cref="RpcException"/> when the node is down, slow, or answers nonsense.</remarks>
public sealed class SiteDirectoryClient
{
    private const long Uploader = 0;
    private const long Pathologist = 1;
    private const long Device = 2;

    private static readonly byte[] SpeaksForSelector = AbiEncoder.Selector("speaksFor(bytes32,address,uint8,uint64)");

    private readonly JsonRpcClient _rpc;
    private readonly ContractCode _directory;

    /// <param name="rpc">The node.</param>
    /// <param name="deployment">Says where the directory is.</param>
    /// <param name="site">Id of the site.</param>
    /// <exception cref="DeploymentException">The deployment has no directory.</exception>
    public SiteDirectoryClient(JsonRpcClient rpc, Deployment deployment, Hash32 site)
    {
        (_rpc, Site) = (rpc, site);
        _directory = deployment.SiteDirectory
            ?? throw new DeploymentException($"A site is configured, {site}, but the deployment file names no SiteDirectory. Deploy it, or leave Chain:Site out.");
    }

    /// <summary>Id of the site, as the directory's <c>siteOf</c> gives it.</summary>
    public Hash32 Site { get; }

    /// <summary>Whether an account spoke for the site as uploader or device.</summary>
    /// <param name="member">The account.</param>
    /// <param name="time">Block time of what it did; the answer is final once a later block exists.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<bool> SpokeAsync(Address member, DateTimeOffset time, CancellationToken cancellationToken = default) =>
        await SpokeAsync(member, Uploader, time, cancellationToken) || await SpokeAsync(member, Device, time, cancellationToken);

    /// <summary>Whether an account was a pathologist of the site.</summary>
    /// <param name="member">The account.</param>
    /// <param name="time">When it was; the answer is final once a later block exists.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public Task<bool> WasPathologistAsync(Address member, DateTimeOffset time, CancellationToken cancellationToken = default) =>
        SpokeAsync(member, Pathologist, time, cancellationToken);

    /// <summary>Checks that the directory's code is where the deployment says.</summary>
    /// <exception cref="ContractMissingException">There is no code at the address, or other code.</exception>
    public Task VerifyAsync(CancellationToken cancellationToken = default) => _directory.VerifyAsync(_rpc, cancellationToken);

    private async Task<bool> SpokeAsync(Address member, long role, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var data = AbiEncoder.Call(
            SpeaksForSelector, AbiValue.Of(Site), AbiValue.Of(member), AbiValue.Of(role), AbiValue.Of(time.ToUnixTimeSeconds()));
        var call = new JsonObject { ["to"] = _directory.Address.ToString(), ["data"] = Hex.Encode(data) };
        return new AbiWords(new RpcValue(await _rpc.ReadAsync("eth_call", [call, "latest"], cancellationToken), "eth_call of speaksFor"), 1).Flag(0);
    }
}
