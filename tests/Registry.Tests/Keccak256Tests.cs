namespace PathoChain.Registry.Tests;

public sealed class Keccak256Tests
{
    public static TheoryData<int, string> LengthsAroundTheBlockOf136Bytes()
    {
        var data = new TheoryData<int, string>();
        foreach (var vector in Vectors.Viem.Keccak)
        {
            data.Add(vector.Length, vector.Digest);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(LengthsAroundTheBlockOf136Bytes))]
    public void Hash_agrees_with_viem(int length, string digest) =>
        Keccak256.Hash(Message(length)).ToString().Should().Be($"0x{digest}");

    [Fact]
    public void Hash_agrees_with_viem_at_every_length_below_1100()
    {
        var folded = Keccak256.Hash([]);
        for (var length = 0; length < Vectors.Viem.FoldedKeccak.Count; length++)
        {
            folded = Keccak256.Hash([.. folded.ToBytes(), .. Message(length)]);
        }

        Vectors.Viem.FoldedKeccak.Count.Should().Be(1100);
        folded.ToString().Should().Be($"0x{Vectors.Viem.FoldedKeccak.Digest}");
    }

    [Fact]
    public void Hash_of_nothing_is_the_one_that_Ethereum_gives_accounts_without_code() =>
        Keccak256.Hash([]).ToString().Should().Be("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

    private static byte[] Message(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((7 * i) + length))];
}
