namespace PathoChain.Libvips;

/// <summary>File formats that are decoded here; every other loader of libvips is blocked.</summary>
public enum ImageFormat
{
    Png,
    Jpeg,
    Tiff,
}
