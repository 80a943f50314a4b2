using System.Text;
using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Tests.Signing;

public sealed class PersonalMessageTests
{
    [Fact]
    public void Hashes_and_signers_agree_with_viem()
    {
        foreach (var vector in SigningVectors.Viem.PersonalMessages)
        {
            var hash = PersonalMessage.Hash(vector.Message);

            hash.Should().Be(SigningVectors.Hash(vector.Hash), vector.Message);
            PersonalMessage.Hash(Encoding.UTF8.GetBytes(vector.Message)).Should().Be(hash);
            EcdsaSignature.Recover(hash, SigningVectors.Bytes(vector.Signature)).Should().Be(new Recovered(SigningVectors.Account(vector.Signer)));
        }
    }
}
