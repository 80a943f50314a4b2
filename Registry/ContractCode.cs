namespace PathoChain.Registry;

/// <summary>Where a contract is and which code it has.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Hash">Keccak-256 of its runtime code.</param>
public sealed record ContractCode(Address Address, Hash32 Hash)
{
    /// <exception cref="ContractMissingException">There is no code at the address, or other code.</exception>
    internal async Task VerifyAsync(JsonRpcClient rpc, CancellationToken cancellationToken)
    {
        var code = new RpcValue(await rpc.ReadAsync("eth_getCode", [Address.ToString(), "latest"], cancellationToken), "eth_getCode").AsData();
        if (code.Length == 0)
        {
            throw new ContractMissingException($"The chain holds no contract at {Address}: it is not the chain that was deployed to. Deploy again; a restarted devnet does so itself.");
        }

        var actual = Keccak256.Hash(code);
        if (actual != Hash)
        {
            throw new ContractMissingException($"The code at {Address} has hash {actual}, but {Hash} was deployed. Use the deployment file of this chain.");
        }
    }
}
