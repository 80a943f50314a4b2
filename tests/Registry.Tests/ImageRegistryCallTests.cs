using System.Numerics;

namespace PathoChain.Registry.Tests;

/// <summary>Calls, errors and topics against viem's.</summary>
public sealed class ImageRegistryCallTests
{
    private static readonly AbiVectors Viem = AbiVectors.Viem;
    private static readonly Address Account = Address.Parse($"0x{Viem.Account}");
    private static readonly Hash32[] Digests = [.. Viem.Digests.Select(digest => Hash32.Parse($"0x{digest}"))];

    [Fact]
    public void Calls_of_words_agree_with_viem()
    {
        Bare(ImageRegistryAbi.Register(Digests[0])).Should().Be(Viem.Calls.Register);
        Bare(ImageRegistryAbi.Revoke(Digests[0], 255)).Should().Be(Viem.Calls.Revoke);
        Bare(ImageRegistryAbi.Attest(Digests[0], Digests[1], Digests[2])).Should().Be(Viem.Calls.Attest);
        Bare(ImageRegistryAbi.Anchor(Digests[0], 1024)).Should().Be(Viem.Calls.Anchor);
        Bare(ImageRegistryAbi.RegisteredAt(Account, Digests[0])).Should().Be(Viem.Calls.RegisteredAt);
        Bare(ImageRegistryAbi.RevocationOf(Account, Digests[0])).Should().Be(Viem.Calls.RevocationOf);
        Bare(ImageRegistryAbi.AttestationOf(Account, Digests[0])).Should().Be(Viem.Calls.AttestationOf);
        Bare(ImageRegistryAbi.AnchorOf(Account, Digests[0])).Should().Be(Viem.Calls.AnchorOf);
    }

    [Fact]
    public void Calls_with_bytes_and_lists_agree_with_viem()
    {
        foreach (var vector in Viem.Calls.RegisterFor)
        {
            byte[] signature = [.. Enumerable.Range(1, vector.Length).Select(i => (byte)i)];
            Bare(ImageRegistryAbi.RegisterFor(Account, Digests[0], (1L << 62) + 1, signature)).Should().Be(vector.Data);
        }

        foreach (var vector in Viem.Calls.RegisterBatch)
        {
            Bare(ImageRegistryAbi.RegisterBatch(Digests[..vector.Length])).Should().Be(vector.Data);
        }

        Hash32[] proof = [Digests[2], Digests[0]];
        foreach (var vector in Viem.Calls.VerifyAnchored)
        {
            Bare(ImageRegistryAbi.VerifyAnchored(Account, Digests[0], Digests[1], proof[..vector.Length])).Should().Be(vector.Data);
        }
    }

    [Fact]
    public void Errors_are_decoded_as_viem_encodes_them()
    {
        var decoded = Viem.Errors.ToDictionary(error => error.Key, error => ImageRegistryAbi.DecodeRevert(Convert.FromHexString(error.Value)));

        decoded.Should().BeEquivalentTo(new Dictionary<string, RevertReason>
        {
            ["AlreadyRegistered"] = new AlreadyRegistered(Account, Digests[0]),
            ["NotRegistered"] = new NotRegistered(Account, Digests[0]),
            ["AlreadyRevoked"] = new AlreadyRevoked(Account, Digests[0]),
            ["AlreadyAnchored"] = new AlreadyAnchored(Account, Digests[0]),
            ["SignatureExpired"] = new SignatureExpired(BigInteger.Pow(2, 255) + 1),
            ["InvalidSignature"] = new InvalidSignature(Account),
            ["ZeroDigest"] = new ZeroDigest(),
            ["Empty"] = new Empty(),
        }, options => options.ComparingByValue<RevertReason>());
    }

    [Fact]
    public void An_error_that_is_cut_lengthened_or_padded_wrongly_is_not_taken_for_a_known_one()
    {
        foreach (var (name, hex) in Viem.Errors)
        {
            var whole = Convert.FromHexString(hex);
            byte[][] strange = [whole[..^1], [.. whole, 0], [.. whole, .. new byte[32]]];

            strange.Should().OnlyContain(data => ImageRegistryAbi.DecodeRevert(data) is UnknownRevert, name);
        }
    }

    [Fact]
    public void Topics_agree_with_viem() => Viem.Topics.Should().Equal(new Dictionary<string, string>
    {
        ["Registered"] = Bare(ImageRegistryAbi.RegisteredTopic.ToBytes()),
        ["Anchored"] = Bare(ImageRegistryAbi.AnchoredTopic.ToBytes()),
    });

    [Fact]
    public void A_negative_number_is_no_argument() =>
        FluentActions.Invoking(() => ImageRegistryAbi.Anchor(Digests[0], -1)).Should().Throw<ArgumentOutOfRangeException>();

    private static string Bare(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
