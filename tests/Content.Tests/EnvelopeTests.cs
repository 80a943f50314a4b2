using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace PathoChain.Content.Tests;

public sealed class EnvelopeTests
{
    private const int KiB = 1024;

    private static readonly byte[] KeyId = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly byte[] Key = SHA256.HashData("a test's key"u8);

    [Fact]
    public void What_is_sealed_opens() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<byte[]>(image =>
        Envelope.Open(Envelope.Seal(image, KeyId, Key), Key).AsSpan().SequenceEqual(image)));

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        var envelope = Envelope.Seal([.. "pixels"u8], KeyId, Key);
        for (var i = 0; i < envelope.Length; i += i < 80 || i > envelope.Length - 40 ? 1 : 61)
        {
            envelope[i] ^= 1;
            ShouldNotOpen(envelope, Key);
            envelope[i] ^= 1;
        }

        Envelope.Open(envelope, Key).Should().Equal([.. "pixels"u8], "untouched it opens");
    }

    [Fact]
    public void A_change_of_random_bytes_is_noticed() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Gen.Choose(0, (64 * KiB) - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (at, change) =>
        {
            var envelope = Envelope.Seal(KeyId, KeyId, Key);
            envelope[at] ^= (byte)change;
            ShouldNotOpen(envelope, Key);
        }));

    [Fact]
    public void Another_key_another_length_or_no_envelope_at_all_does_not_open()
    {
        var envelope = Envelope.Seal(new byte[100], KeyId, Key);
        ShouldNotOpen(envelope, SHA256.HashData("another key"u8));
        ShouldNotOpen(envelope[..^1], Key);
        ShouldNotOpen([.. envelope, 0], Key);
        ShouldNotOpen([.. envelope, .. new byte[64 * KiB]], Key);
        ShouldNotOpen([], Key);
        ShouldNotOpen(new byte[64 * KiB], Key);
    }

    [Theory]
    [InlineData(0, 64 * KiB)]
    [InlineData((64 * KiB) - 50, 64 * KiB)]
    [InlineData((64 * KiB) - 49, 128 * KiB)]
    [InlineData((1024 * KiB) - 50, 1024 * KiB)]
    [InlineData((1024 * KiB) - 49, 2048 * KiB)]
    [InlineData((5 * 1024 * KiB) + 1, 6 * 1024 * KiB)]
    public void The_length_is_that_of_the_bucket(int imageBytes, int envelopeBytes)
    {
        Envelope.PaddedLength(imageBytes).Should().Be(envelopeBytes);
        Envelope.Seal(new byte[imageBytes], KeyId, Key).Should().HaveCount(envelopeBytes);
    }

    [Fact]
    public void Images_of_one_bucket_cannot_be_told_apart_by_length() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Gen.Choose(0, (64 * KiB) - 50).ToArbitrary(), length => Envelope.PaddedLength(length) == 64 * KiB));

    [Fact]
    public void Sealing_twice_gives_nothing_in_common_but_the_header()
    {
        var (first, second) = (Envelope.Seal(new byte[1000], KeyId, Key), Envelope.Seal(new byte[1000], KeyId, Key));
        first[..14].Should().Equal(second[..14], "magic, version, algorithm and key id are the same");
        first[14..26].Should().NotEqual(second[14..26], "the nonce is fresh");
        first.Zip(second).Skip(26).Count(pair => pair.First == pair.Second).Should().BeLessThan(first.Length / 100);
    }

    private static void ShouldNotOpen(byte[] envelope, byte[] key) =>
        envelope.Invoking(bytes => Envelope.Open(bytes, key)).Should().Throw<EnvelopeException>();
}
