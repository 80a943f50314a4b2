namespace PathoChain.Inference;

/// <summary>
/// The fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/), read more strictly than any parser does, so that no parser finds
/// another message in the same bytes: what no writer writes, such as a group or a padded number, is refused.
/// </summary>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private const int HighestNumber = (1 << 29) - 1;

    private ReadOnlySpan<byte> _rest = message;
    private ReadOnlySpan<byte> _bytes;
    private ulong _value;
    private WireType _type;

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        LengthDelimited = 2,
        Fixed32 = 5,
    }

    /// <summary>Number of the field.</summary>
    public int Number { get; private set; }

    /// <summary>What it holds, if its schema says text, bytes or a message.</summary>
    /// <exception cref="InvalidDataException">It has another wire type: a parser would pass it over.</exception>
    public readonly ReadOnlySpan<byte> Bytes => _type == WireType.LengthDelimited ? _bytes : throw Unlike(WireType.LengthDelimited);

    /// <summary>What it holds, if its schema says a whole number or an enumeration.</summary>
    /// <exception cref="InvalidDataException">It has another wire type: a parser would pass it over.</exception>
    public readonly ulong Value => _type == WireType.Varint ? _value : throw Unlike(WireType.Varint);

    /// <summary>Goes on to the next field, or says that there is none.</summary>
    /// <exception cref="InvalidDataException">These bytes are no message, or one that no writer writes.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        Number = tag >> 3 is > 0 and <= HighestNumber ? (int)(tag >> 3) : throw new InvalidDataException($"A field has the number {tag >> 3}.");
        _type = (WireType)(tag & 7);
        switch (_type)
        {
            case WireType.Varint:
                _value = ReadVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.LengthDelimited:
                _bytes = Take(ReadVarint());
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                throw new InvalidDataException($"Field {Number} has wire type {_type:D}, which no ONNX file has.");
        }

        return true;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var at = 0; at < _rest.Length; at++)
        {
            var part = _rest[at];
            if ((at > 0 && part == 0) || (at == 9 && part > 1))
            {
                throw new InvalidDataException("A number in it is written longer than it is.");
            }

            value |= (part & 0x7FUL) << (7 * at);
            if (part < 0x80)
            {
                _rest = _rest[(at + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("It ends within a number.");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw new InvalidDataException($"Field {Number} has {length} bytes, but only {_rest.Length} are left.");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private readonly InvalidDataException Unlike(WireType schema) => new($"Field {Number} has wire type {_type:D}, where ONNX's schema has {schema:D}.");
}
