using System.Buffers;

namespace PathoChain.Content;

/// <summary>Writes the two wire types that dag-pb and UnixFS use (protobuf encoding guide): numbers and bytes, in the caller's order.</summary>
internal sealed class ProtobufWriter
{
    public const int NumberWireType = 0;
    public const int BytesWireType = 2;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void WriteNumber(int field, long content)
    {
        WriteVarint((ulong)((field << 3) | NumberWireType));
        WriteVarint((ulong)content);
    }

    public void WriteBytes(int field, ReadOnlySpan<byte> content)
    {
        WriteVarint((ulong)((field << 3) | BytesWireType));
        WriteVarint((ulong)content.Length);
        _buffer.Write(content);
    }

    private void WriteVarint(ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            _buffer.Write([(byte)(number | 0x80)]);
        }

        _buffer.Write([(byte)number]);
    }
}
