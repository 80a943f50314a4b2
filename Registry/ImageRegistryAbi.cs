namespace PathoChain.Registry;

/// <summary>ImageRegistry's ABI: the call data of its functions and the topics of its events (chain/contracts/IImageRegistry.sol).</summary>
public static partial class ImageRegistryAbi
{
    private static readonly byte[] RegisterSelector = AbiEncoder.Selector("register(bytes32)");
    private static readonly byte[] RegisterForSelector = AbiEncoder.Selector("registerFor(address,bytes32,uint256,bytes)");
    private static readonly byte[] RegisterBatchSelector = AbiEncoder.Selector("registerBatch(bytes32[])");
    private static readonly byte[] RevokeSelector = AbiEncoder.Selector("revoke(bytes32,uint8)");
    private static readonly byte[] AttestSelector = AbiEncoder.Selector("attest(bytes32,bytes32,bytes32)");
    private static readonly byte[] AnchorSelector = AbiEncoder.Selector("anchor(bytes32,uint64)");
    private static readonly byte[] RegisteredAtSelector = AbiEncoder.Selector("registeredAt(address,bytes32)");
    private static readonly byte[] RevocationOfSelector = AbiEncoder.Selector("revocationOf(address,bytes32)");
    private static readonly byte[] AttestationOfSelector = AbiEncoder.Selector("attestationOf(address,bytes32)");
    private static readonly byte[] AnchorOfSelector = AbiEncoder.Selector("anchorOf(address,bytes32)");
    private static readonly byte[] VerifyAnchoredSelector = AbiEncoder.Selector("verifyAnchored(address,bytes32,bytes32,bytes32[])");

    /// <summary>Topic 0 of <c>Registered(bytes32 indexed digest, address indexed registrant)</c>.</summary>
    public static Hash32 RegisteredTopic { get; } = Keccak256.Hash("Registered(bytes32,address)"u8);

    /// <summary>Topic 0 of <c>Anchored(bytes32 indexed root, address indexed anchorer, uint64 leafCount)</c>.</summary>
    public static Hash32 AnchoredTopic { get; } = Keccak256.Hash("Anchored(bytes32,address,uint64)"u8);

    /// <summary><c>register(digest)</c>: 36 bytes.</summary>
    public static byte[] Register(Hash32 digest) => AbiEncoder.Call(RegisterSelector, AbiValue.Of(digest));

    /// <summary><c>registerFor(registrant, digest, deadline, signature)</c>; the deadline is in Unix seconds.</summary>
    public static byte[] RegisterFor(Address registrant, Hash32 digest, long deadline, ReadOnlySpan<byte> signature) =>
        AbiEncoder.Call(RegisterForSelector, AbiValue.Of(registrant), AbiValue.Of(digest), AbiValue.Of(deadline), AbiValue.Of(signature));

    /// <summary><c>registerBatch(digests)</c>.</summary>
    public static byte[] RegisterBatch(IReadOnlyList<Hash32> digests) => AbiEncoder.Call(RegisterBatchSelector, AbiValue.Of(digests));

    /// <summary><c>revoke(digest, reasonCode)</c>.</summary>
    public static byte[] Revoke(Hash32 digest, byte reasonCode) => AbiEncoder.Call(RevokeSelector, AbiValue.Of(digest), AbiValue.Of(reasonCode));

    /// <summary><c>attest(digest, resultDigest, modelsDigest)</c>.</summary>
    public static byte[] Attest(Hash32 digest, Hash32 resultDigest, Hash32 modelsDigest) =>
        AbiEncoder.Call(AttestSelector, AbiValue.Of(digest), AbiValue.Of(resultDigest), AbiValue.Of(modelsDigest));

    /// <summary><c>anchor(root, leafCount)</c>.</summary>
    public static byte[] Anchor(Hash32 root, long leafCount) => AbiEncoder.Call(AnchorSelector, AbiValue.Of(root), AbiValue.Of(leafCount));

    internal static byte[] RegisteredAt(Address registrant, Hash32 digest) => OfRecord(RegisteredAtSelector, registrant, digest);

    internal static byte[] RevocationOf(Address registrant, Hash32 digest) => OfRecord(RevocationOfSelector, registrant, digest);

    internal static byte[] AttestationOf(Address registrant, Hash32 digest) => OfRecord(AttestationOfSelector, registrant, digest);

    internal static byte[] AnchorOf(Address anchorer, Hash32 root) => OfRecord(AnchorOfSelector, anchorer, root);

    internal static byte[] VerifyAnchored(Address anchorer, Hash32 root, Hash32 digest, IReadOnlyList<Hash32> proof) =>
        AbiEncoder.Call(VerifyAnchoredSelector, AbiValue.Of(anchorer), AbiValue.Of(root), AbiValue.Of(digest), AbiValue.Of(proof));

    /// <summary>Reads an address from its word: 12 zero bytes and the 20 of the address.</summary>
    /// <param name="word">32 bytes.</param>
    /// <param name="address">The address, if the padding is zero.</param>
    internal static bool TryReadAddress(ReadOnlySpan<byte> word, out Address address)
    {
        const int padding = AbiValue.WordSize - Address.Size;
        var valid = !word[..padding].ContainsAnyExcept((byte)0);
        address = valid ? Address.FromBytes(word[padding..]) : default;
        return valid;
    }

    private static byte[] OfRecord(byte[] selector, Address account, Hash32 hash) =>
        AbiEncoder.Call(selector, AbiValue.Of(account), AbiValue.Of(hash));
}
