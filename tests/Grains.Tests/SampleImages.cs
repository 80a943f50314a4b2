namespace PathoChain.Grains.Tests;

internal static class SampleImages
{
    /// <summary>What intake could have stored, for tests that never open the envelope.</summary>
    public static StoredImage Stored() => new(
        "0x" + new string('1', 64), 50, 50, "png", 65_536, new WrappedKey("key", "AAAA"), DateTimeOffset.UnixEpoch);
}
