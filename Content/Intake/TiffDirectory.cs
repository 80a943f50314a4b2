using System.Buffers.Binary;
using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>The first image file directory (IFD) of a classic TIFF: entries of tag, type, count, and a value or where it stands.</summary>
internal sealed class TiffDirectory
{
    private const int EntryLength = 12;

    private readonly bool _littleEndian;
    private readonly Dictionary<int, int> _entries = [];

    private TiffDirectory(ReadOnlySpan<byte> file)
    {
        _littleEndian = file[0] == 'I';
        var start = UInt32(file, 4);
        var count = UInt16(file, start);
        for (var i = 0; i < count; i++)
        {
            var entry = start + 2 + ((long)i * EntryLength);
            _entries.TryAdd(UInt16(file, entry), (int)entry);
        }

        HasNext = UInt32(file, start + 2 + ((long)count * EntryLength)) != 0;
    }

    /// <summary>Whether another page follows.</summary>
    public bool HasNext { get; }

    /// <exception cref="IntakeException">The file ends before the directory does.</exception>
    public static TiffDirectory ReadFirst(ReadOnlySpan<byte> file) => new(file);

    public bool Has(int tag) => _entries.ContainsKey(tag);

    /// <summary>The whole numbers of a tag that is there; no more of them than the file has bytes for.</summary>
    /// <exception cref="IntakeException">They reach beyond the file, or are no whole numbers.</exception>
    public uint[] Read(ReadOnlySpan<byte> file, int tag)
    {
        var entry = _entries[tag];
        var width = UInt16(file, entry + 2) switch
        {
            3 => 2,
            4 => 4,
            var type => throw Refusals.Corrupt(ImageFormat.Tiff, $"tag {tag} has type {type}, which is neither SHORT nor LONG"),
        };
        var count = UInt32(file, entry + 4);
        var start = count * width <= 4 ? entry + 8 : UInt32(file, entry + 8);
        if (start + (count * width) > file.Length)
        {
            throw Refusals.Truncated(ImageFormat.Tiff, file.Length);
        }

        var values = new uint[count];
        for (var i = 0; i < values.Length; i++)
        {
            var at = start + ((long)i * width);
            values[i] = width == 2 ? UInt16(file, at) : (uint)UInt32(file, at);
        }

        return values;
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

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> file, long at, int length) =>
        at + length <= file.Length ? file.Slice((int)at, length) : throw Refusals.Truncated(ImageFormat.Tiff, file.Length);
}
