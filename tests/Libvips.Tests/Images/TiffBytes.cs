using System.Buffers.Binary;
using System.Text;

namespace PathoChain.Testing;

/// <summary>Classic little- or big-endian TIFF structures, which are also what EXIF is made of.</summary>
internal sealed class TiffBytes(bool bigEndian = false)
{
    private readonly List<(ushort Tag, ushort Type, uint Count, byte[] Data)> _entries = [];

    public uint NextDirectory { get; init; }

    public TiffBytes Short(ushort tag, params ushort[] numbers) =>
        Add(tag, 3, numbers.Length, [.. numbers.SelectMany(number => Bytes(number))]);

    public TiffBytes Long(ushort tag, params uint[] numbers) =>
        Add(tag, 4, numbers.Length, [.. numbers.SelectMany(number => Bytes(number))]);

    public TiffBytes Ascii(ushort tag, string text) => Add(tag, 2, text.Length + 1, [.. Encoding.ASCII.GetBytes(text), 0]);

    public TiffBytes Undefined(ushort tag, byte[] bytes) => Add(tag, 7, bytes.Length, bytes);

    /// <summary>An uncompressed image of one strip that stands right behind the header; <paramref name="more"/> adds tags.</summary>
    public static byte[] Image(int width, int height, byte[] samples, Action<TiffBytes>? more = null, bool bigEndian = false, uint next = 0)
    {
        var tiff = new TiffBytes(bigEndian) { NextDirectory = next }
            .Long(256, (uint)width).Long(257, (uint)height).Short(258, 8, 8, 8).Short(259, 1).Short(262, 2)
            .Long(273, 8).Short(277, 3).Long(278, (uint)height).Long(279, (uint)samples.Length);
        more?.Invoke(tiff);
        return tiff.Build(samples);
    }

    /// <summary>Header, the bytes given, the directory, and what does not fit into its entries.</summary>
    public byte[] Build(byte[] first)
    {
        var start = 8 + first.Length;
        var values = start + 2 + (_entries.Count * 12) + 4;
        var directory = new List<byte>(Bytes((ushort)_entries.Count));
        var far = new List<byte>();
        foreach (var (tag, type, count, data) in _entries.OrderBy(entry => entry.Tag))
        {
            directory.AddRange([.. Bytes(tag), .. Bytes(type), .. Bytes(count)]);
            if (data.Length <= 4)
            {
                directory.AddRange([.. data, .. new byte[4 - data.Length]]);
                continue;
            }

            directory.AddRange(Bytes((uint)(values + far.Count)));
            far.AddRange(data);
        }

        ReadOnlySpan<byte> magic = bigEndian ? "MM\0*"u8 : "II*\0"u8;
        return [.. magic, .. Bytes((uint)start), .. first, .. directory, .. Bytes(NextDirectory), .. far];
    }

    private TiffBytes Add(ushort tag, ushort type, int count, byte[] data)
    {
        _entries.Add((tag, type, (uint)count, data));
        return this;
    }

    private byte[] Bytes(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, bigEndian ? BinaryPrimitives.ReverseEndianness(number) : number);
        return bytes;
    }

    private byte[] Bytes(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, bigEndian ? BinaryPrimitives.ReverseEndianness(number) : number);
        return bytes;
    }
}
