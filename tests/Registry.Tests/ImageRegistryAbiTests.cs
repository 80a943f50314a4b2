namespace PathoChain.Registry.Tests;

public sealed class ImageRegistryAbiTests
{
    [Fact]
    public void Call_data_agrees_with_viem()
    {
        foreach (var vector in Vectors.Viem.Registrations)
        {
            ImageRegistryClient.RegisterCall(Hash32.Parse($"0x{vector.Digest}")).Should().Be($"0x{vector.Register}");
        }
    }

    [Fact]
    public void Event_topics_agree_with_viem()
    {
        foreach (var vector in Vectors.Viem.Registrations)
        {
            ImageRegistryAbi.RegisteredTopic.ToString().Should().Be($"0x{vector.Topics[0]}");
            vector.Topics[1].Should().Be(vector.Digest);
            ImageRegistryAbi.TryReadAddress(Convert.FromHexString(vector.Topics[2]), out var registrant).Should().BeTrue();
            registrant.ToString().Should().Be($"0x{vector.Registrant}");
        }
    }

    [Fact]
    public void A_double_registration_is_decoded_as_viem_encodes_it()
    {
        foreach (var vector in Vectors.Viem.Registrations)
        {
            ImageRegistryAbi.DecodeRevert(Convert.FromHexString(vector.AlreadyRegistered)).Should().Be(
                new AlreadyRegistered(Address.Parse($"0x{vector.Registrant}"), Hash32.Parse($"0x{vector.Digest}")));
        }
    }

    [Fact]
    public void A_zero_digest_is_decoded_as_viem_encodes_it() =>
        ImageRegistryAbi.DecodeRevert(Convert.FromHexString(Vectors.Viem.ZeroDigest)).Should().Be(new ZeroDigest());

    [Fact]
    public void A_revert_that_is_cut_lengthened_or_padded_wrongly_is_not_taken_for_a_known_one()
    {
        var whole = Convert.FromHexString(Vectors.Viem.Registrations[0].AlreadyRegistered);
        byte[] padded = [.. whole];
        padded[4] = 1;

        byte[][] strange = [[], whole[..4], whole[..^1], [.. whole, 0], padded, [.. Convert.FromHexString(Vectors.Viem.ZeroDigest), 0]];

        foreach (var data in strange)
        {
            ImageRegistryAbi.DecodeRevert(data).Should().Be(new UnknownRevert($"0x{Convert.ToHexStringLower(data)}"));
        }
    }
}
