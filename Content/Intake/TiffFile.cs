using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>
/// Classic TIFF (TIFF 6.0, section 2): a header that points at a directory of tags, which point at the strips or tiles.
/// The data may stand in any order, so a TIFF has no end that bytes could follow: what no tag points at is never read and does not survive intake.
/// </summary>
internal sealed class TiffFile : IImageFile
{
    private const int Compression = 259;
    private const int Photometric = 262;
    private const int StripOffsets = 273;
    private const int StripByteCounts = 279;
    private const int TileOffsets = 324;
    private const int TileByteCounts = 325;
    private const int YCbCrSubsampling = 530;
    private const int JpegCompression = 7;
    private const int YCbCr = 6;

    public ImageSize ReadSize(ReadOnlySpan<byte> file)
    {
        var directory = TiffDirectory.ReadFirst(file);
        return new(Single(file, directory, 256), Single(file, directory, 257));
    }

    public void RequireWhole(ReadOnlySpan<byte> file)
    {
        var directory = TiffDirectory.ReadFirst(file);
        if (directory.HasNext)
        {
            throw new IntakeException(IntakeProblem.UnsupportedFormat, "The TIFF file holds more than one page; export the page you mean as a file of its own.");
        }

        if (IsYCbCrThatIsNotConverted(file, directory))
        {
            throw new IntakeException(
                IntakeProblem.UnsupportedFormat, "The TIFF file holds its colours as YCbCr, neither subsampled nor compressed as JPEG, which is not converted; save it as RGB.");
        }

        var tiled = directory.Has(TileOffsets);
        var offsets = Required(file, directory, tiled ? TileOffsets : StripOffsets);
        var lengths = Required(file, directory, tiled ? TileByteCounts : StripByteCounts);
        if (offsets.Length != lengths.Length)
        {
            throw Refusals.Corrupt(ImageFormat.Tiff, $"it has {offsets.Length} strips or tiles but {lengths.Length} lengths of them");
        }

        for (var i = 0; i < offsets.Length; i++)
        {
            if ((long)offsets[i] + lengths[i] > file.Length)
            {
                throw Refusals.Truncated(ImageFormat.Tiff, file.Length);
            }
        }
    }

    /// <summary>The decoder converts YCbCr that is JPEG or subsampled, which is the default; any other it gives out as if it were RGB.</summary>
    private static bool IsYCbCrThatIsNotConverted(ReadOnlySpan<byte> file, TiffDirectory directory) =>
        directory.Has(Photometric) && directory.Read(file, Photometric) is [YCbCr]
        && !(directory.Has(Compression) && directory.Read(file, Compression) is [JpegCompression])
        && directory.Has(YCbCrSubsampling) && directory.Read(file, YCbCrSubsampling) is [1, 1];

    private static uint Single(ReadOnlySpan<byte> file, TiffDirectory directory, int tag) =>
        Required(file, directory, tag) is [var value] ? value : throw Refusals.Corrupt(ImageFormat.Tiff, $"tag {tag} must hold one number");

    private static uint[] Required(ReadOnlySpan<byte> file, TiffDirectory directory, int tag) =>
        directory.Has(tag) ? directory.Read(file, tag) : throw Refusals.Corrupt(ImageFormat.Tiff, $"tag {tag} is missing");
}
