using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>
/// Classic TIFF (TIFF 6.0, section 2): a header that points at a directory of tags, which point at the strips or tiles.
/// The data may stand in any order, so a TIFF has no end that bytes could follow: what no tag points at is never read and does not survive intake.
/// </summary>
internal sealed class TiffFile : IImageFile
{
    private const int StripOffsets = 273;
    private const int StripByteCounts = 279;
    private const int TileOffsets = 324;
    private const int TileByteCounts = 325;

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

    private static uint Single(ReadOnlySpan<byte> file, TiffDirectory directory, int tag) =>
        Required(file, directory, tag) is [var value] ? value : throw Refusals.Corrupt(ImageFormat.Tiff, $"tag {tag} must hold one number");

    private static uint[] Required(ReadOnlySpan<byte> file, TiffDirectory directory, int tag) =>
        directory.Has(tag) ? directory.Read(file, tag) : throw Refusals.Corrupt(ImageFormat.Tiff, $"tag {tag} is missing");
}
