namespace PathoChain.Libvips;

/// <summary>What the decoder says of an image before it decodes a pixel.</summary>
/// <param name="Format">By magic bytes.</param>
/// <param name="Width">Stored pixels across, 1 or more; before any EXIF orientation.</param>
/// <param name="Height">Stored pixels down, 1 or more; before any EXIF orientation.</param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height);
