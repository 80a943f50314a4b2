namespace PathoChain.Testing;

/// <summary>JPEG files with segments put in.</summary>
internal static class JpegBytes
{
    private const int AfterStart = 2;

    /// <summary>The file with one more segment right after its start.</summary>
    public static byte[] With(byte[] jpeg, byte marker, byte[] data)
    {
        var length = data.Length + 2;
        return [.. jpeg[..AfterStart], 0xFF, marker, (byte)(length >> 8), (byte)length, .. data, .. jpeg[AfterStart..]];
    }

    public static byte[] WithExif(byte[] jpeg, byte[] exif) => With(jpeg, 0xE1, [.. "Exif\0\0"u8, .. exif]);
}
