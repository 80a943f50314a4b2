using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>An upload reduced to its pixels.</summary>
/// <param name="Png">8-bit sRGB PNG without any metadata chunk; the same pixels always give the same bytes.</param>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="SourceFormat">Format of the upload.</param>
public sealed record CleanImage(byte[] Png, int Width, int Height, ImageFormat SourceFormat);
