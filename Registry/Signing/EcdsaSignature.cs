using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace PathoChain.Registry.Signing;

/// <summary>An account's signature: r ‖ s ‖ v, 65 bytes.</summary>
/// <remarks>
/// As strict as OpenZeppelin's ECDSA and viem together: s in the lower half of the order (EIP-2), and the 64-byte form of EIP-2098 refused, which neither of them
/// takes as bytes. v may also be 0 or 1, as some hardware wallets give it and viem reads it; OpenZeppelin does not, so send <see cref="ToBytes"/> to a contract.
/// </remarks>
public sealed record EcdsaSignature
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 65;

    private const int FirstV = 27;

    private EcdsaSignature(BigInteger r, BigInteger s, bool isOddY) => (R, S, IsOddY) = (r, s, isOddY);

    private BigInteger R { get; }

    private BigInteger S { get; }

    private bool IsOddY { get; }

    /// <summary>The account whose signature of <paramref name="hash"/> these bytes are.</summary>
    public static Recovery Recover(Hash32 hash, ReadOnlySpan<byte> signature) =>
        TryRead(signature, out var read, out var fault) ? read.Recover(hash) : new NotRecovered(fault);

    /// <summary>Reads a signature.</summary>
    /// <param name="bytes">r ‖ s ‖ v.</param>
    /// <param name="signature">What was read, on success.</param>
    /// <param name="fault">Why it was not, on failure.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out EcdsaSignature? signature, out SignatureFault fault)
    {
        var found = bytes.Length == Size ? FaultOf(UnsignedWord.Read(bytes[..32]), UnsignedWord.Read(bytes[32..64]), bytes[64]) : SignatureFault.Length;
        signature = found is null ? new(UnsignedWord.Read(bytes[..32]), UnsignedWord.Read(bytes[32..64]), bytes[64] is 1 or FirstV + 1) : null;
        fault = found.GetValueOrDefault();
        return found is null;
    }

    /// <summary>Reads 0x and 130 hex digits of a signature that <see cref="TryRead"/> takes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EcdsaSignature? signature)
    {
        signature = null;
        return Hex.TryDecode(text, Size, out var bytes) && TryRead(bytes, out signature, out _);
    }

    /// <summary>r ‖ s ‖ v with v 27 or 28, which every contract reads.</summary>
    public byte[] ToBytes() => [.. UnsignedWord.Write(R), .. UnsignedWord.Write(S), (byte)(IsOddY ? FirstV + 1 : FirstV)];

    /// <summary>The account whose signature of <paramref name="hash"/> this is.</summary>
    public Recovery Recover(Hash32 hash) =>
        Secp256k1.TryRecover(UnsignedWord.Read(hash.ToBytes()), R, S, IsOddY, out var x, out var y)
            ? new Recovered(Address.FromBytes(Keccak256.Hash([.. UnsignedWord.Write(x), .. UnsignedWord.Write(y)]).ToBytes().AsSpan(^Address.Size..)))
            : new NotRecovered(SignatureFault.NoKey);

    private static SignatureFault? FaultOf(BigInteger r, BigInteger s, byte v) =>
        r.IsZero || r >= Secp256k1.Order ? SignatureFault.R
        : s.IsZero || s >= Secp256k1.Order ? SignatureFault.S
        : s > Secp256k1.Order / 2 ? SignatureFault.HighS
        : v is not (0 or 1 or FirstV or FirstV + 1) ? SignatureFault.V
        : null;
}
