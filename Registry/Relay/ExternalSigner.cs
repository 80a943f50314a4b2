using System.Text.Json.Nodes;

namespace PathoChain.Registry.Relay;

/// <summary>A transaction that says everything itself, so that sending it twice is sending one transaction.</summary>
/// <param name="To">The account or contract.</param>
/// <param name="Data">Call data in hex.</param>
/// <param name="Nonce">Its place among the sender's transactions.</param>
/// <param name="Gas">Most gas that it may use.</param>
/// <param name="Fees">What it offers for a unit of gas.</param>
public sealed record OutgoingTransaction(Address To, string Data, long Nonce, long Gas, Fees Fees);

/// <summary>Somebody who holds an account's key and sends by <c>eth_sendTransaction</c>: Web3Signer, Clef, or a devnet's node.</summary>
/// <param name="rpc">Its endpoint.</param>
/// <param name="account">The account that it signs for.</param>
/// <param name="chainId">EIP-155 chain id, which it must refuse to differ from.</param>
public sealed class ExternalSigner(JsonRpcClient rpc, Address account, long chainId)
{
    private const string Method = "eth_sendTransaction";

    // Nodes and signers agree on these words, if at all, not on codes: geth, reth, erigon, nethermind, besu, anvil and Hardhat, in lower case.
    private static readonly (string Words, SendOutcome Meaning)[] Meanings =
    [
        ("already known", new AlreadyKnown()),
        ("alreadyknown", new AlreadyKnown()),
        (": known transaction", new AlreadyKnown()),
        ("already imported", new AlreadyKnown()),
        ("nonce too low", new NonceTooLow()),
        ("nonce is too low", new NonceTooLow()),
        ("oldnonce", new NonceTooLow()),
        ("underpriced", new Underpriced()),
        ("could not replace", new Underpriced()),
        ("replacementnotallowed", new Underpriced()),
        ("feetoolow", new Underpriced()),
        ("less than block base fee", new Underpriced()),
        ("is too low for the next block", new Underpriced()),
        ("gas price too low", new Underpriced()),
        ("insufficient funds", new InsufficientFunds()),
        ("insufficientfunds", new InsufficientFunds()),
        ("enough funds", new InsufficientFunds()),
        ("upfront cost exceeds", new InsufficientFunds()),
    ];

    public Address Account => account;

    /// <summary>Has a transaction signed and sent, once.</summary>
    /// <exception cref="RpcException">There was no proper answer; the transaction may have been sent.</exception>
    public async Task<SendOutcome> SendAsync(OutgoingTransaction transaction, CancellationToken cancellationToken = default)
    {
        var fields = new JsonObject
        {
            ["from"] = account.ToString(),
            ["to"] = transaction.To.ToString(),
            ["data"] = transaction.Data,
            ["value"] = Hex.Quantity(0),
            ["nonce"] = Hex.Quantity(transaction.Nonce),
            ["gas"] = Hex.Quantity(transaction.Gas),
            ["maxFeePerGas"] = Hex.Quantity(transaction.Fees.MaxFeePerGas),
            ["maxPriorityFeePerGas"] = Hex.Quantity(transaction.Fees.MaxPriorityFeePerGas),
            ["chainId"] = Hex.Quantity(chainId),
        };
        try
        {
            return new Accepted(new RpcValue(await rpc.SendOnceAsync(Method, [fields], cancellationToken), Method).AsHash());
        }
        catch (RpcErrorException error)
        {
            return Read(error);
        }
    }

    private static SendOutcome Read(RpcErrorException error)
    {
        var meaning = Array.Find(Meanings, known => error.Message.Contains(known.Words, StringComparison.OrdinalIgnoreCase)).Meaning;
        return meaning ?? new Refused(error.RevertData is { } revert ? $"The registry refused it: {ImageRegistryAbi.DecodeRevert(revert.Span)}." : error.Message);
    }
}
