using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Tests.Signing;

public sealed class EcdsaSignatureTests
{
    private static readonly SigningVectors.SignatureVector Vector = SigningVectors.Viem.Signatures[0];
    private static readonly Hash32 Hash = SigningVectors.Hash(Vector.Hash);

    public static TheoryData<string, string, SignatureFault> Malformed => new()
    {
        { "nothing", "", SignatureFault.Length },
        { "64 bytes", Vector.Signature[..128], SignatureFault.Length },
        { "66 bytes", $"{Vector.Signature}00", SignatureFault.Length },
        { "r = 0", With(r: 0), SignatureFault.R },
        { "r = n", With(r: Secp256k1.Order), SignatureFault.R },
        { "r = 2^256 - 1", With(r: BigInteger.Pow(2, 256) - 1), SignatureFault.R },
        { "s = 0", With(s: 0), SignatureFault.S },
        { "s = n", With(s: Secp256k1.Order), SignatureFault.S },
        { "s = (n + 1) / 2", With(s: (Secp256k1.Order + 1) / 2), SignatureFault.HighS },
        { "s = n - 1", With(s: Secp256k1.Order - 1), SignatureFault.HighS },
        { "v = 2", With(v: 2), SignatureFault.V },
        { "v = 26", With(v: 26), SignatureFault.V },
        { "v = 29", With(v: 29), SignatureFault.V },
        { "v = 35", With(v: 35), SignatureFault.V },
        { "v = 255", With(v: 255), SignatureFault.V },
        // x = 5 is the least x of no point: 5^3 + 7 is no square modulo p.
        { "r of no point", With(r: 5), SignatureFault.NoKey },
    };

    [Fact]
    public void Signers_are_those_that_viem_signed_for()
    {
        SigningVectors.Viem.Signatures.Should().HaveCountGreaterThanOrEqualTo(64);
        foreach (var vector in SigningVectors.Viem.Signatures)
        {
            var signature = SigningVectors.Bytes(vector.Signature);
            var expected = new Recovered(SigningVectors.Account(vector.Signer));

            EcdsaSignature.Recover(SigningVectors.Hash(vector.Hash), signature).Should().Be(expected);
            signature[^1] -= 27;
            EcdsaSignature.Recover(SigningVectors.Hash(vector.Hash), signature).Should().Be(expected, "v may be 0 or 1");
        }
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void What_is_no_signature_is_refused_with_its_fault(string what, string signature, SignatureFault fault) =>
        EcdsaSignature.Recover(Hash, SigningVectors.Bytes(signature)).Should().Be(new NotRecovered(fault), what);

    [Fact]
    public void The_greatest_s_that_is_allowed_is_half_the_order() =>
        EcdsaSignature.Recover(Hash, SigningVectors.Bytes(With(s: Secp256k1.Order / 2))).Should().BeOfType<Recovered>();

    [Fact]
    public void The_twin_with_the_other_half_of_s_and_the_other_v_would_be_of_the_same_signer_and_is_refused()
    {
        var s = UnsignedWord.Read(SigningVectors.Bytes(Vector.Signature).AsSpan(32, 32));
        var v = (byte)(55 - SigningVectors.Bytes(Vector.Signature)[^1]);

        EcdsaSignature.Recover(Hash, SigningVectors.Bytes(With(s: Secp256k1.Order - s, v: v))).Should().Be(new NotRecovered(SignatureFault.HighS));
    }

    // s·R = hash·G where R = G and s = hash: what is left is the point at infinity, which is no key.
    [Fact]
    public void A_key_at_infinity_is_refused()
    {
        var generator = SigningVectors.Bytes("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        byte[] one = [.. new byte[31], 1];

        EcdsaSignature.Recover(Hash32.FromBytes(one), [.. generator, .. one, 27]).Should().Be(new NotRecovered(SignatureFault.NoKey));
        EcdsaSignature.Recover(Hash32.FromBytes(one), [.. generator, .. one, 28]).Should().BeOfType<Recovered>();
    }

    [Fact]
    public void The_bytes_for_a_contract_have_v_27_or_28()
    {
        foreach (var vector in SigningVectors.Viem.Signatures)
        {
            var bytes = SigningVectors.Bytes(vector.Signature);
            foreach (byte v in new[] { bytes[^1], (byte)(bytes[^1] - 27) })
            {
                EcdsaSignature.TryRead([.. bytes[..^1], v], out var signature, out _).Should().BeTrue();
                signature!.ToBytes().Should().Equal(bytes);
            }
        }
    }

    [Fact]
    public void A_changed_bit_of_signature_or_hash_gives_no_signer_or_another()
    {
        var bits = ArbMap.Default.ArbFor<(int, uint)>().Filter(pair => pair.Item1 >= 0);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(bits, pair =>
        {
            var vector = SigningVectors.Viem.Signatures[pair.Item1 % SigningVectors.Viem.Signatures.Count];
            byte[] all = [.. SigningVectors.Bytes(vector.Hash), .. SigningVectors.Bytes(vector.Signature)];
            var bit = (int)(pair.Item2 * 2654435761u % (uint)(8 * all.Length));
            all[bit / 8] ^= (byte)(1 << (bit % 8));

            return EcdsaSignature.Recover(Hash32.FromBytes(all.AsSpan(0, 32)), all.AsSpan(32)) != new Recovered(SigningVectors.Account(vector.Signer));
        }));
    }

    [Fact]
    public void Any_bytes_are_answered() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<byte[]>(bytes =>
        EcdsaSignature.Recover(Hash, bytes) is NotRecovered { Fault: SignatureFault.Length } == (bytes.Length != EcdsaSignature.Size)));

    private static string With(BigInteger? r = null, BigInteger? s = null, byte? v = null)
    {
        var bytes = SigningVectors.Bytes(Vector.Signature);
        return Convert.ToHexString([
            .. r is { } newR ? UnsignedWord.Write(newR) : bytes[..32],
            .. s is { } newS ? UnsignedWord.Write(newS) : bytes[32..64],
            v ?? bytes[64],
        ]);
    }
}
