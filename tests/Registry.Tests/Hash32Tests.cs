namespace PathoChain.Registry.Tests;

public sealed class Hash32Tests
{
    [Fact]
    public void Case_does_not_matter_for_equality()
    {
        var lower = Keccak256.Hash("word"u8);

        var upper = Hash32.Parse($"0x{lower.ToString()[2..].ToUpperInvariant()}");

        upper.Should().Be(lower);
        upper.ToString().Should().Be(lower.ToString());
    }

    [Fact]
    public void Bytes_go_round()
    {
        var bytes = Enumerable.Range(0, Hash32.Size).Select(i => (byte)i).ToArray();

        Hash32.FromBytes(bytes).ToBytes().Should().Equal(bytes);
    }

    [Fact]
    public void The_default_is_32_zero_bytes()
    {
        Hash32.FromBytes(new byte[Hash32.Size]).Should().Be(default(Hash32));
        default(Hash32).ToString().Should().Be($"0x{new string('0', 64)}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Another_number_of_bytes_is_refused(int size)
    {
        FluentActions.Invoking(() => Hash32.FromBytes(new byte[size])).Should().Throw<ArgumentException>().WithMessage($"*not {size}*");
        Hash32.TryParse($"0x{new string('1', 2 * size)}", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0x")]
    [InlineData("not a hash")]
    public void Text_that_is_no_hash_is_refused(string? text) => Hash32.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Parse_names_the_text_that_it_refuses() =>
        FluentActions.Invoking(() => Hash32.Parse("0xzz")).Should().Throw<FormatException>().WithMessage("*'0xzz'*");
}
