using Microsoft.Win32.SafeHandles;

namespace PathoChain.Libvips;

/// <summary>One reference to a <c>VipsImage</c>: a pipeline that computes pixels when they are written out.</summary>
internal sealed class VipsImage : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes over the caller's reference.</summary>
    public VipsImage(nint reference) : base(ownsHandle: true) => SetHandle(reference);

    public int Width => Native.vips_image_get_width(this);

    public int Height => Native.vips_image_get_height(this);

    public int Bands => Native.vips_image_get_bands(this);

    public VipsBandFormat Format => Native.vips_image_get_format(this);

    public VipsInterpretation Interpretation => Native.vips_image_get_interpretation(this);

    /// <summary>EXIF orientation, 1 (upright) to 8.</summary>
    public int Orientation => Native.vips_image_get_orientation(this);

    public bool HasAlpha => Native.vips_image_hasalpha(this) != 0;

    public bool HasColourProfile => Native.vips_image_get_typeof(this, "icc-profile-data") != 0;

    /// <summary>An image over 8-bit samples that must stay pinned while it, or anything made from it, lives.</summary>
    public static VipsImage Over(nint samples, int width, int height, int bands) => Checked(
        Native.vips_image_new_from_memory(samples, (nuint)width * (nuint)height * (nuint)bands, width, height, bands, VipsBandFormat.UChar));

    /// <summary>The image that an operation of libvips makes of this one.</summary>
    /// <param name="operation">Its nickname.</param>
    /// <param name="arguments">Sets what it takes besides the image.</param>
    public VipsImage Apply(string operation, Action<VipsOperation>? arguments = null)
    {
        using var call = new VipsOperation(operation).Set("in", this);
        arguments?.Invoke(call);
        return call.ToImage();
    }

    /// <summary>Computes all pixels into memory, so that they can be read in any order.</summary>
    public VipsImage CopyToMemory() => Checked(Native.vips_image_copy_memory(this));

    /// <summary>Computes all pixels: height × width × bands samples.</summary>
    public unsafe byte[] ToArray()
    {
        var samples = Native.vips_image_write_to_memory(this, out var length);
        if (samples == 0)
        {
            throw new ImageCodecException(Native.TakeError());
        }

        try
        {
            return new ReadOnlySpan<byte>((void*)samples, checked((int)length)).ToArray();
        }
        finally
        {
            Native.g_free(samples);
        }
    }

    protected override bool ReleaseHandle()
    {
        Native.g_object_unref(handle);
        return true;
    }

    private static VipsImage Checked(nint reference) =>
        reference == 0 ? throw new ImageCodecException(Native.TakeError()) : new VipsImage(reference);
}
