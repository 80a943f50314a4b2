namespace PathoChain.Registry.Tests;

public sealed class HexTests
{
    [Theory]
    [InlineData("0x0", 0)]
    [InlineData("0x1", 1)]
    [InlineData("0x41", 65)]
    [InlineData("0x7fffffffffffffff", long.MaxValue)]
    public void A_quantity_is_read(string text, long value)
    {
        Hex.TryParseQuantity(text, out var actual).Should().BeTrue();
        actual.Should().Be(value);
        Hex.Quantity(value).Should().Be(text);
    }

    // The first three are the wrong examples of the Ethereum JSON-RPC specification.
    [Theory]
    [InlineData("0x")]
    [InlineData("0x0400")]
    [InlineData("ff")]
    [InlineData("0x00")]
    [InlineData("0x-1")]
    [InlineData("0x 1")]
    [InlineData("0x8000000000000000")]
    [InlineData("0x10000000000000000")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_quantity_is_refused(string? text) => Hex.TryParseQuantity(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("0x", "")]
    [InlineData("0x00", "00")]
    [InlineData("0x41ab", "41AB")]
    public void Data_is_read(string text, string hex)
    {
        Hex.TryDecode(text, out var bytes).Should().BeTrue();
        Convert.ToHexString(bytes).Should().Be(hex);
    }

    [Theory]
    [InlineData("0xf0f0f")]
    [InlineData("004200")]
    [InlineData("0xgg")]
    [InlineData(null)]
    public void What_is_no_data_is_refused(string? text) => Hex.TryDecode(text, out _).Should().BeFalse();
}
