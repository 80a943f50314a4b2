using System.Buffers.Binary;

namespace PathoChain.Registry;

/// <summary>The words that a view call returned or an event carries, each read as what it must be.</summary>
/// <remarks>Every method throws <see cref="RpcInvalidResponseException"/> that names the place and the word.</remarks>
internal readonly struct AbiWords
{
    private readonly byte[] _data;
    private readonly string _path;

    /// <param name="value">Hex data of a node's answer.</param>
    /// <param name="count">How many words it must hold.</param>
    public AbiWords(RpcValue value, int count)
    {
        (_data, _path) = (value.AsData(), value.Path);
        if (_data.Length != count * AbiValue.WordSize)
        {
            throw new RpcInvalidResponseException($"{_path} has {_data.Length} bytes, not {count} words of {AbiValue.WordSize}.");
        }
    }

    public Hash32 Hash(int index) => Hash32.FromBytes(Word(index));

    /// <summary>A whole number below 2^63.</summary>
    public long Number(int index)
    {
        var word = Word(index);
        var number = BinaryPrimitives.ReadInt64BigEndian(word[^sizeof(long)..]);
        return number >= 0 && !word[..^sizeof(long)].ContainsAnyExcept((byte)0) ? number : throw Not(index, "a number below 2^63");
    }

    public bool Flag(int index) => Number(index) switch
    {
        0 => false,
        1 => true,
        _ => throw Not(index, "true or false"),
    };

    /// <summary>Unix seconds, where 0 stands for never.</summary>
    public DateTimeOffset? Time(int index) => Number(index) switch
    {
        0 => null,
        var seconds when seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => throw Not(index, "a time in seconds"),
    };

    private ReadOnlySpan<byte> Word(int index) => _data.AsSpan(index * AbiValue.WordSize, AbiValue.WordSize);

    private RpcInvalidResponseException Not(int index, string wanted) => new($"Word {index} of {_path} is {Hash(index)}, not {wanted}.");
}
