using System.Text.Json.Nodes;

namespace PathoChain.Registry.Signing;

/// <summary>Says whether a signature is an account's, be it one with a key or a contract wallet.</summary>
/// <param name="rpc">A node of the chain.</param>
/// <param name="chainId">The chain whose contracts are asked.</param>
/// <remarks>The key is tried first, without the node: an account that delegates by EIP-7702 has a key and code.</remarks>
public sealed class SignatureVerifier(JsonRpcClient rpc, long chainId) : ISignatureVerifier
{
    /// <summary>Longest signature that is looked at: many owners, or a passkey with its client data, take a few KiB.</summary>
    public const int MaxSignatureBytes = 16 * 1024;

    // ERC-6492: 0x6492, 16 times.
    private static readonly byte[] UndeployedSuffix = [.. Enumerable.Repeat<byte[]>([0x64, 0x92], 16).SelectMany(pair => pair)];

    /// <summary>Whether <paramref name="account"/> signed <paramref name="hash"/>.</summary>
    /// <param name="account">Who should have signed.</param>
    /// <param name="hash">What a wallet hashed: of <see cref="PersonalMessage"/> or <see cref="TypedData"/>.</param>
    /// <param name="signature">As the wallet gave it.</param>
    /// <param name="cancellationToken">Stops waiting for the node.</param>
    /// <exception cref="RpcException">The account's code had to be asked and the node gave no answer: the signature may be valid.</exception>
    /// <exception cref="WrongChainException">The node is of another chain, where the account may be somebody else's.</exception>
    public async Task<SignatureVerdict> VerifyAsync(Address account, Hash32 hash, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken = default)
    {
        if (signature.Length > MaxSignatureBytes)
        {
            return new SignatureRefused(SignatureRefusal.TooLong, $"The signature has {signature.Length} bytes; at most {MaxSignatureBytes} are read.");
        }

        if (signature.Span.EndsWith(UndeployedSuffix))
        {
            return new SignatureRefused(SignatureRefusal.Undeployed, $"The wallet {account} is not deployed yet (ERC-6492). Deploy it, as its first transaction does, and sign again.");
        }

        var recovery = EcdsaSignature.Recover(hash, signature.Span);
        return recovery == new Recovered(account)
            ? new SignatureAccepted(SignedBy.Key)
            : Judge(account, recovery, await AskAsync(account, hash, signature, cancellationToken));
    }

    private static SignatureVerdict Judge(Address account, Recovery recovery, Erc1271Answer answer) => answer switch
    {
        { IsYes: true } => new SignatureAccepted(SignedBy.Contract),
        { HasCode: false } => new SignatureRefused(SignatureRefusal.NotItsKey, recovery is Recovered(var signer)
            ? $"The signature is of {signer}, not of {account}. Sign with the account that you named."
            : $"This is no signature of {account}, which is no contract either."),
        { Succeeded: false } => new SignatureRefused(SignatureRefusal.ContractFailed, $"The contract {account} failed when asked for the signature (ERC-1271)."),
        _ => new SignatureRefused(SignatureRefusal.ContractRefused, $"The contract {account} does not call the signature valid (ERC-1271)."),
    };

    private async Task<Erc1271Answer> AskAsync(Address account, Hash32 hash, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        var actual = new RpcValue(await rpc.ReadAsync("eth_chainId", [], cancellationToken), "eth_chainId").AsQuantity();
        if (actual != chainId)
        {
            throw new WrongChainException(chainId, actual);
        }

        var call = new JsonObject { ["data"] = Hex.Encode(Erc1271Answer.Question(account, hash, signature.Span)) };
        return Erc1271Answer.Read(new(await rpc.ReadAsync("eth_call", [call, "latest"], cancellationToken), "eth_call"));
    }
}
