using System.Text;

namespace PathoChain.Registry;

/// <summary>The part of ImageRegistry's ABI that we call and read (https://docs.soliditylang.org/en/latest/abi-spec.html): only static types of one word.</summary>
public static class ImageRegistryAbi
{
    private const int SelectorSize = 4;
    private const int WordSize = 32;

    private static readonly byte[] RegisterSelector = Selector("register(bytes32)");
    private static readonly byte[] AlreadyRegisteredSelector = Selector("AlreadyRegistered(address,bytes32)");
    private static readonly byte[] ZeroDigestSelector = Selector("ZeroDigest()");

    /// <summary>Topic 0 of <c>Registered(bytes32 indexed digest, address indexed registrant)</c>.</summary>
    public static Hash32 RegisteredTopic { get; } = Keccak256.Hash("Registered(bytes32,address)"u8);

    /// <summary>The call data of <c>register(digest)</c>: 36 bytes.</summary>
    public static byte[] Register(Hash32 digest) => [.. RegisterSelector, .. digest.ToBytes()];

    /// <summary>Says what a revert means.</summary>
    /// <param name="data">What the contract reverted with: selector and arguments.</param>
    public static RevertReason DecodeRevert(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual(ZeroDigestSelector))
        {
            return new ZeroDigest();
        }

        return data.Length == SelectorSize + (2 * WordSize) && data.StartsWith(AlreadyRegisteredSelector) && TryReadAddress(data.Slice(SelectorSize, WordSize), out var registrant)
            ? new AlreadyRegistered(registrant, Hash32.FromBytes(data[^WordSize..]))
            : new UnknownRevert(Hex.Encode(data));
    }

    /// <summary>Reads an address from its word: 12 zero bytes and the 20 of the address.</summary>
    /// <param name="word">32 bytes.</param>
    /// <param name="address">The address, if the padding is zero.</param>
    internal static bool TryReadAddress(ReadOnlySpan<byte> word, out Address address)
    {
        const int padding = WordSize - Address.Size;
        var valid = !word[..padding].ContainsAnyExcept((byte)0);
        address = valid ? Address.FromBytes(word[padding..]) : default;
        return valid;
    }

    private static byte[] Selector(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).ToBytes()[..SelectorSize];
}
