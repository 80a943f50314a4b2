using System.Numerics;

namespace PathoChain.Registry;

/// <summary>A transaction as its sender signed it.</summary>
/// <param name="Hash">Keccak-256 of the signed transaction.</param>
/// <param name="From">Who signed and pays for it.</param>
/// <param name="Nonce">How many transactions of the sender come before it; at most one with the same nonce is ever mined.</param>
/// <param name="To">The contract or account that it calls; <see langword="null"/> if it creates a contract.</param>
/// <param name="Value">Wei that it carries.</param>
/// <param name="Input">Call data in hex.</param>
/// <param name="Gas">Gas that it may use at most.</param>
public sealed record Transaction(Hash32 Hash, Address From, long Nonce, Address? To, BigInteger Value, string Input, long Gas)
{
    /// <summary>Whether it does nothing but use its nonce, which is how wallets cancel another one.</summary>
    public bool IsCancellation => To == From && Value.IsZero && Input == "0x";

    internal static Transaction Read(RpcValue value) => new(
        value["hash"].AsHash(),
        value["from"].AsAddress(),
        value["nonce"].AsQuantity(),
        value["to"] is { IsNull: false } to ? to.AsAddress() : null,
        value["value"].AsBigQuantity(),
        Hex.Encode(value["input"].AsData()),
        value["gas"].AsQuantity());
}
