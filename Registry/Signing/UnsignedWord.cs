using System.Numerics;

namespace PathoChain.Registry.Signing;

/// <summary>Numbers from 0 to 2^256 - 1 as 32 bytes, most significant first.</summary>
internal static class UnsignedWord
{
    private const int Size = 32;

    public static BigInteger Read(ReadOnlySpan<byte> word) => new(word, isUnsigned: true, isBigEndian: true);

    public static byte[] Write(BigInteger number)
    {
        var word = new byte[Size];
        var written = number.TryWriteBytes(word.AsSpan(Size - number.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return written ? word : throw new ArgumentOutOfRangeException(nameof(number), number, "It does not fit into 32 bytes.");
    }
}
