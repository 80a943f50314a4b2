using System.Buffers.Binary;
using System.Numerics;

namespace PathoChain.Registry;

public static partial class ImageRegistryAbi
{
    private static readonly Dictionary<uint, Func<Arguments, RevertReason?>> Reverts = new()
    {
        [Key("AlreadyRegistered(address,bytes32)")] = given => given.AccountAndHash((registrant, digest) => new AlreadyRegistered(registrant, digest)),
        [Key("NotRegistered(address,bytes32)")] = given => given.AccountAndHash((registrant, digest) => new NotRegistered(registrant, digest)),
        [Key("AlreadyRevoked(address,bytes32)")] = given => given.AccountAndHash((registrant, digest) => new AlreadyRevoked(registrant, digest)),
        [Key("AlreadyAnchored(address,bytes32)")] = given => given.AccountAndHash((anchorer, root) => new AlreadyAnchored(anchorer, root)),
        [Key("SignatureExpired(uint256)")] = given => given.Word(deadline => new SignatureExpired(new BigInteger(deadline, isUnsigned: true, isBigEndian: true))),
        [Key("InvalidSignature(address)")] = given => given.Word(word => TryReadAddress(word, out var registrant) ? new InvalidSignature(registrant) : null),
        [Key("ZeroDigest()")] = given => given.Nothing(new ZeroDigest()),
        [Key("Empty()")] = given => given.Nothing(new Empty()),
    };

    /// <summary>Says what a revert means.</summary>
    /// <param name="data">What the contract reverted with: selector and arguments.</param>
    public static RevertReason DecodeRevert(ReadOnlySpan<byte> data) =>
        data.Length >= AbiEncoder.SelectorSize && Reverts.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(data), out var read)
            && read(new Arguments(data[AbiEncoder.SelectorSize..].ToArray())) is { } reason
            ? reason
            : new UnknownRevert(Hex.Encode(data));

    private static uint Key(string signature) => BinaryPrimitives.ReadUInt32BigEndian(AbiEncoder.Selector(signature));

    /// <summary>An error's words; <see langword="null"/> of each method where they are not what it takes.</summary>
    private readonly record struct Arguments(byte[] Data)
    {
        public RevertReason? Nothing(RevertReason reason) => Data.Length == 0 ? reason : null;

        public RevertReason? Word(Func<byte[], RevertReason?> reason) => Data.Length == AbiValue.WordSize ? reason(Data) : null;

        public RevertReason? AccountAndHash(Func<Address, Hash32, RevertReason> reason) =>
            Data.Length == 2 * AbiValue.WordSize && TryReadAddress(Data.AsSpan(0, AbiValue.WordSize), out var account)
                ? reason(account, Hash32.FromBytes(Data.AsSpan(AbiValue.WordSize)))
                : null;
    }
}
