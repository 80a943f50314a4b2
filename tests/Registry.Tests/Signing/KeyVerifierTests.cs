using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Tests.Signing;

public sealed class KeyVerifierTests
{
    private static readonly Address Other = Address.Parse("0x00000000000000000000000000000000000000ff");

    [Fact]
    public async Task Signatures_that_viem_made_are_their_signers_and_nobody_elses()
    {
        foreach (var vector in SigningVectors.Viem.Signatures)
        {
            var (signer, hash, signature) = (SigningVectors.Account(vector.Signer), SigningVectors.Hash(vector.Hash), SigningVectors.Bytes(vector.Signature));

            (await new KeyVerifier().VerifyAsync(signer, hash, signature)).Should().Be(new SignatureAccepted(SignedBy.Key));
            (await new KeyVerifier().VerifyAsync(Other, hash, signature)).Should().Match<SignatureRefused>(no => no.Detail.Contains($"{signer}") && no.Detail.Contains($"{Other}"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(EcdsaSignature.Size)]
    [InlineData(1024)]
    public async Task What_is_no_signature_of_a_key_is_refused(int size) =>
        (await new KeyVerifier().VerifyAsync(Other, default, new byte[size])).Should().Match<SignatureRefused>(no => no.Reason == SignatureRefusal.NotItsKey && no.Detail.Contains("has a key"));
}
