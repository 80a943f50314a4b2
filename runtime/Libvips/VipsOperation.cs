using Microsoft.Win32.SafeHandles;

namespace PathoChain.Libvips;

/// <summary>One call of a libvips operation: set its arguments by name, then build it and take its result.</summary>
internal sealed class VipsOperation : SafeHandleZeroOrMinusOneIsInvalid
{
    private delegate void Fill(ref GValue value);

    /// <param name="name">libvips' nickname of the operation, such as <c>flatten</c>.</param>
    public VipsOperation(string name) : base(ownsHandle: true)
    {
        SetHandle(Native.vips_operation_new(name));
        if (IsInvalid)
        {
            throw new ImageCodecException(Native.TakeError());
        }
    }

    /// <summary>Sets a whole number, a flag (0 or 1) or a value of one of libvips' enumerations.</summary>
    public VipsOperation Set(string argument, int content) =>
        Set(argument, GValue.Int, (ref value) => Native.g_value_set_int(ref value, content));

    public VipsOperation Set(string argument, double[] content) =>
        Set(argument, Native.vips_array_double_get_type(), (ref value) => Native.vips_value_set_array_double(ref value, content, content.Length));

    public VipsOperation Set(string argument, string content) =>
        Set(argument, GValue.String, (ref value) => Native.g_value_set_string(ref value, content));

    public VipsOperation Set(string argument, VipsImage content) =>
        Set(argument, Native.vips_image_get_type(), (ref value) => Native.g_value_set_object(ref value, content));

    /// <summary>Sets bytes that must stay pinned while the operation, or anything made by it, lives.</summary>
    public VipsOperation Set(string argument, nint bytes, int length)
    {
        var blob = Native.vips_blob_new(free: 0, bytes, (nuint)length);
        try
        {
            return Set(argument, Native.vips_blob_get_type(), (ref value) => Native.g_value_set_boxed(ref value, blob));
        }
        finally
        {
            Native.vips_area_unref(blob);
        }
    }

    /// <summary>Builds the operation and takes its image.</summary>
    /// <exception cref="ImageCodecException">libvips refuses the arguments or the input.</exception>
    public VipsImage ToImage() =>
        Build(Native.vips_image_get_type(), "out", (ref value) => new VipsImage(Native.g_value_dup_object(ref value)));

    /// <summary>Builds a saver and takes the file it wrote.</summary>
    /// <exception cref="ImageCodecException">libvips refuses the arguments, or fails to compute the pixels.</exception>
    public byte[] ToBytes() => Build(Native.vips_blob_get_type(), "buffer", CopyBlob);

    protected override bool ReleaseHandle()
    {
        Native.g_object_unref(handle);
        return true;
    }

    private delegate T Take<out T>(ref GValue value);

    private static unsafe byte[] CopyBlob(ref GValue value)
    {
        var bytes = Native.vips_blob_get(Native.g_value_get_boxed(ref value), out var length);
        return new ReadOnlySpan<byte>((void*)bytes, checked((int)length)).ToArray();
    }

    private VipsOperation Set(string argument, nuint type, Fill fill)
    {
        var value = default(GValue);
        _ = Native.g_value_init(ref value, type);
        fill(ref value);
        Native.g_object_set_property(this, argument, ref value);
        Native.g_value_unset(ref value);
        return this;
    }

    private T Build<T>(nuint type, string output, Take<T> take)
    {
        var built = Native.vips_cache_operation_build(this);
        if (built == 0)
        {
            Native.vips_object_unref_outputs(handle);
            throw new ImageCodecException(Native.TakeError());
        }

        // Without a cache the built operation is this one, with one reference more.
        var value = default(GValue);
        _ = Native.g_value_init(ref value, type);
        try
        {
            Native.g_object_get_property(this, output, ref value);
            return take(ref value);
        }
        finally
        {
            Native.g_value_unset(ref value);
            Native.vips_object_unref_outputs(built);
            Native.g_object_unref(built);
        }
    }
}
