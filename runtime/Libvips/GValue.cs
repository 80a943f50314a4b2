using System.Runtime.InteropServices;

namespace PathoChain.Libvips;

/// <summary>GObject's container for one typed value (gobject/gvalue.h): a type and two words of payload.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    // Fundamental types of gobject/gtype.h: the index shifted left by two.
    public const nuint Int = 6 << 2;
    public const nuint String = 16 << 2;

    private readonly nuint _type;
    private readonly ulong _first;
    private readonly ulong _second;
}
