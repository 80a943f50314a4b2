namespace PathoChain.Content;

/// <summary>Reads what <see cref="ProtobufWriter"/> writes, never beyond its span.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxVarintBits = 63;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <exception cref="InvalidDataException">The next field is another one, or breaks off.</exception>
    public long ReadNumber(int field)
    {
        Expect(field, ProtobufWriter.NumberWireType);
        return ReadVarint();
    }

    /// <exception cref="InvalidDataException">The next field is another one, or breaks off.</exception>
    public ReadOnlySpan<byte> ReadBytes(int field)
    {
        Expect(field, ProtobufWriter.BytesWireType);
        var length = ReadVarint();
        if (length > _rest.Length)
        {
            throw new InvalidDataException($"Field {field} claims {length} bytes of {_rest.Length}.");
        }

        var content = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return content;
    }

    /// <summary>Reads the next field if it is this one.</summary>
    public bool TryReadBytes(int field, out ReadOnlySpan<byte> content)
    {
        var next = !_rest.IsEmpty && _rest[0] == ((field << 3) | ProtobufWriter.BytesWireType);
        content = next ? ReadBytes(field) : [];
        return next;
    }

    private void Expect(int field, int wireType)
    {
        if (ReadVarint() != ((field << 3) | wireType))
        {
            throw new InvalidDataException($"Expected field {field} of wire type {wireType}.");
        }
    }

    private long ReadVarint()
    {
        var number = 0L;
        for (var shift = 0; shift < MaxVarintBits; shift += 7)
        {
            if (_rest.IsEmpty)
            {
                throw new InvalidDataException("A number breaks off.");
            }

            var part = _rest[0];
            _rest = _rest[1..];
            number |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("A number has more than 63 bits.");
    }
}
