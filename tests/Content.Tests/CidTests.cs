using System.Numerics;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace PathoChain.Content.Tests;

/// <summary>Vectors: multiformats, IPIP-0499 and Kubo's test/cli/cid_profiles_test.go.</summary>
public sealed class CidTests
{
    [Theory]
    [InlineData("hello world", "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")]
    [InlineData("", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku")]
    public void A_short_text_has_its_published_cid(string text, string cid) =>
        Root(System.Text.Encoding.ASCII.GetBytes(text)).ToString().Should().Be(cid);

    [Theory]
    [InlineData(1_048_576, "bafkreiacndfy443ter6qr2tmbbdhadvxxheowwf75s6zehscklu6ezxmta")]
    [InlineData(1_048_577, "bafybeigmix7t42i6jacydtquhet7srwvgpizfg7gjbq7627d35mjomtu64")]
    public void A_file_at_the_edge_of_a_chunk_has_its_published_cid(int length, string cid) =>
        Root(ChaCha20(length)).ToString().Should().Be(cid);

    [Fact]
    public void A_cid_survives_text_and_bytes() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<byte[], bool>((block, dagPb) =>
    {
        var cid = Cid.Of(dagPb ? CidCodec.DagPb : CidCodec.Raw, block);
        return Cid.Parse(cid.ToString()) == cid
            && Cid.TryRead(cid.ToByteArray(), out var read) && read == cid
            && Cid.FromDigest(cid.Codec, cid.Digest) == cid
            && cid.Digest.SequenceEqual(SHA256.HashData(block));
    }));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD")]
    [InlineData("BAFKREIFZJUT3TE2NHYEKKLSS27NH3K72YSCO7Y32KOAO5EEI66WOF36N5E")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e=")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n1e")]
    [InlineData("bafireifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")]
    [InlineData("../../../../../../../../../../../../../../../../etc/passwd")]
    public void Any_other_text_is_refused(string? text)
    {
        Cid.TryParse(text, out _).Should().BeFalse();
        FluentActions.Invoking(() => Cid.Parse(text!)).Should().Throw<FormatException>();
    }

    [Fact]
    public void A_digest_of_another_length_is_refused() =>
        FluentActions.Invoking(() => Cid.FromDigest(CidCodec.Raw, new byte[31])).Should().Throw<ArgumentException>().WithMessage("*31 bytes*");

    private static Cid Root(byte[] file) => UnixFsFile.Split(file, UnixFsProfile.V1Of2025).Last().Cid;

    /// <summary>The key stream (RFC 8439) of Kubo's deterministic test data: key SHA-256("chunk-v1-seed"), nonce and counter from 0.</summary>
    private static byte[] ChaCha20(int length)
    {
        var key = SHA256.HashData("chunk-v1-seed"u8);
        var stream = new byte[(length + 63) / 64 * 64];
        var start = new uint[16];
        (start[0], start[1], start[2], start[3]) = (0x61707865, 0x3320646e, 0x79622d32, 0x6b206574);
        Buffer.BlockCopy(key, 0, start, 16, 32);
        for (var block = 0; block < stream.Length / 64; block++)
        {
            start[12] = (uint)block;
            var state = start.ToArray();
            for (var round = 0; round < 10; round++)
            {
                for (var i = 0; i < 4; i++)
                {
                    Quarter(state, i, 4 + i, 8 + i, 12 + i);
                }

                for (var i = 0; i < 4; i++)
                {
                    Quarter(state, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
                }
            }

            var sum = state.Zip(start, (mixed, initial) => mixed + initial).ToArray();
            Buffer.BlockCopy(sum, 0, stream, block * 64, 64);
        }

        return stream[..length];
    }

    private static void Quarter(uint[] s, int a, int b, int c, int d)
    {
        (s[a], s[d]) = (s[a] + s[b], BitOperations.RotateLeft(s[d] ^ (s[a] + s[b]), 16));
        (s[c], s[b]) = (s[c] + s[d], BitOperations.RotateLeft(s[b] ^ (s[c] + s[d]), 12));
        (s[a], s[d]) = (s[a] + s[b], BitOperations.RotateLeft(s[d] ^ (s[a] + s[b]), 8));
        (s[c], s[b]) = (s[c] + s[d], BitOperations.RotateLeft(s[b] ^ (s[c] + s[d]), 7));
    }
}
