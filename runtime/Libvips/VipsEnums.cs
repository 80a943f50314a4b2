namespace PathoChain.Libvips;

// Values of libvips' headers (image.h, foreign.h, resample.h, colour.h), as far as they are used here.

internal enum VipsBandFormat
{
    UChar = 0,
    UShort = 2,
}

internal enum VipsInterpretation
{
    Cmyk = 15,
    SRgb = 22,
}

internal enum VipsAccess
{
    Sequential = 1,
}

internal enum VipsFailOn
{
    /// <summary>Truncation and every other error of the file; not mere warnings of a codec.</summary>
    Error = 2,
}

internal enum VipsForeignKeep
{
    None = 0,
}

internal enum VipsPngFilter
{
    /// <summary>The encoder picks a filter per row: tissue takes a quarter less than unfiltered.</summary>
    All = 248,
}
