using System.Buffers.Binary;
using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>The first image file directory (IFD) of a classic TIFF: entries of tag, type, count, and a value or where it stands.</summary>
internal sealed class TiffDirectory
{
    private const int EntryLength = 12;
    private const int TypeShort = 3;
    private const int TypeLong = 4;

    private readonly bool _littleEndian;
    private readonly Dictionary<int, long> _entries = [];

    private TiffDirectory(ReadOnlySpan<byte> file)
    {
        _littleEndian = file[0] == 'I';
        var start = UInt32(file, 4);
        var count = UInt16(file, start);
        for (var i = 0; i < count; i++)
        {
            var entry = start + 2 + ((long)i * EntryLength);
            _ = Values(file, entry);
            _entries.TryAdd(UInt16(file, entry), entry);
        }

        HasNext = UInt32(file, start + 2 + ((long)count * EntryLength)) != 0;
    }

    /// <summary>Whether another page follows.</summary>
    public bool HasNext { get; }

    /// <exception cref="IntakeException">The file ends before the directory, or a value it points at, does.</exception>
    public static TiffDirectory ReadFirst(ReadOnlySpan<byte> file) => new(file);

    public bool Has(int tag) => _entries.ContainsKey(tag);

    /// <summary>The whole numbers of a tag that is there; no more of them than the file has bytes for.</summary>
    /// <exception cref="IntakeException">They are no whole numbers.</exception>
    public uint[] Read(ReadOnlySpan<byte> file, int tag)
    {
        var entry = _entries[tag];
        var values = Values(file, entry);
        var type = UInt16(file, entry + 2);
        if (type is not (TypeShort or TypeLong))
        {
            throw Refusals.Corrupt(ImageFormat.Tiff, $"tag {tag} has type {type}, which is neither SHORT nor LONG");
        }

        var numbers = new uint[UInt32(file, entry + 4)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = type == TypeShort ? UInt16(values, 2L * i) : (uint)UInt32(values, 4L * i);
        }

        return numbers;
    }

    /// <summary>The bytes of an entry's values: inside it up to four, elsewhere in the file beyond.</summary>
    private ReadOnlySpan<byte> Values(ReadOnlySpan<byte> file, long entry)
    {
        var width = UInt16(file, entry + 2) switch
        {
            1 or 2 or 6 or 7 => 1,
            TypeShort or 8 => 2,
            TypeLong or 9 or 11 or 13 => 4,
            5 or 10 or 12 => 8,
            _ => 0,
        };
        var length = UInt32(file, entry + 4) * width;
        return Slice(file, length <= 4 ? entry + 8 : UInt32(file, entry + 8), length);
    }

    private ushort UInt16(ReadOnlySpan<byte> file, long at)
    {
        var bytes = Slice(file, at, 2);
        return _littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    private long UInt32(ReadOnlySpan<byte> file, long at)
    {
        var bytes = Slice(file, at, 4);
        return _littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> file, long at, long length) =>
        at + length <= file.Length ? file.Slice((int)at, (int)length) : throw Refusals.Truncated(ImageFormat.Tiff, file.Length);
}
