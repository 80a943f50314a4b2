using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>
/// Takes hostile bytes to a clean image. What a file is follows from its bytes, never from its name; size, dimensions and wholeness
/// are checked before a decoder allocates for them; only pixels come out.
/// </summary>
public static class ImageIntake
{
    /// <summary>Largest accepted upload, 32 MiB.</summary>
    public const int MaxBytes = 32 << 20;

    /// <summary>Largest accepted image, 40 megapixels.</summary>
    public const int MaxPixels = 40_000_000;

    /// <summary>Longest accepted side in pixels: what takes an image row by row needs memory by its length.</summary>
    public const int MaxSide = 32_767;

    /// <summary>Checks, decodes, strips and re-encodes an upload.</summary>
    /// <exception cref="IntakeException">The upload is refused; its <see cref="IntakeException.Problem"/> says why.</exception>
    public static CleanImage Clean(ReadOnlyMemory<byte> upload)
    {
        RequireSize(upload.Length);
        var format = ImageCodec.Sniff(upload.Span) ?? throw new IntakeException(
            IntakeProblem.UnsupportedFormat,
            "The file is no PNG, JPEG or TIFF by its first bytes; export the image in one of these formats (BigTIFF and whole-slide formats are not accepted).");
        IImageFile file = format switch
        {
            ImageFormat.Png => new PngFile(),
            ImageFormat.Jpeg => new JpegFile(),
            _ => new TiffFile(),
        };
        RequirePixels(file.ReadSize(upload.Span));
        file.RequireWhole(upload.Span);
        try
        {
            var needed = file.ForDecoder(upload);

            // The decoder's own reading of the header is what it allocates for, whatever ours says.
            var header = ImageCodec.ReadHeader(needed);
            RequirePixels(new(header.Width, header.Height));
            var pixels = ImageCodec.DecodeRgb(needed);
            return new(ImageCodec.EncodePng(pixels), pixels.Width, pixels.Height, format);
        }
        catch (ImageCodecException unreadable)
        {
            throw new IntakeException(
                IntakeProblem.CorruptImage, $"The {format} file cannot be decoded; open it in an image viewer and export it again.", unreadable);
        }
    }

    private static void RequireSize(int bytes)
    {
        if (bytes == 0)
        {
            throw new IntakeException(IntakeProblem.EmptyFile, "The file is empty (0 bytes); choose an image.");
        }

        if (bytes > MaxBytes)
        {
            throw new IntakeException(
                IntakeProblem.FileTooLarge, $"The file has {bytes} bytes, more than the {MaxBytes} (32 MiB) accepted; crop it or compress it without loss.");
        }
    }

    private static void RequirePixels(ImageSize size)
    {
        if (size.Width < 1 || size.Height < 1)
        {
            throw new IntakeException(IntakeProblem.CorruptImage, $"The header claims {size.Width}x{size.Height} pixels; export the image again.");
        }

        if (size.Width * size.Height > MaxPixels)
        {
            throw new IntakeException(
                IntakeProblem.TooManyPixels, $"The image has {size.Width}x{size.Height} pixels, more than the {MaxPixels} accepted; crop or downscale it.");
        }

        if (Math.Max(size.Width, size.Height) > MaxSide)
        {
            throw new IntakeException(
                IntakeProblem.TooManyPixels, $"The image has {size.Width}x{size.Height} pixels, and a side of more than the {MaxSide} accepted; crop it.");
        }
    }
}
