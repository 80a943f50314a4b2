namespace PathoChain.Registry.Tests;

public sealed class AddressTests
{
    // The test cases of EIP-55.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void An_address_of_any_one_case_is_written_with_its_checksum(string checksummed)
    {
        Address.Parse(checksummed).ToString().Should().Be(checksummed);
        Address.Parse(checksummed.ToLowerInvariant()).ToString().Should().Be(checksummed);
        Address.Parse($"0x{checksummed[2..].ToUpperInvariant()}").ToString().Should().Be(checksummed);
    }

    [Fact]
    public void Checksums_agree_with_viem()
    {
        foreach (var vector in Vectors.Viem.Registrations)
        {
            Address.FromBytes(Convert.FromHexString(vector.Registrant)).ToString().Should().Be($"0x{vector.Registrant}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    [InlineData("0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    public void Text_that_is_no_address_or_has_a_wrong_checksum_is_refused(string? text) =>
        Address.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Parse_names_the_text_that_it_refuses() =>
        FluentActions.Invoking(() => Address.Parse("0x1234")).Should().Throw<FormatException>().WithMessage("*'0x1234'*");

    [Fact]
    public void The_default_is_the_zero_address() =>
        Address.Parse("0x0000000000000000000000000000000000000000").Should().Be(default(Address));
}
