namespace PathoChain.Libvips;

/// <summary>The codec refused an image, or libvips failed; the message carries libvips' own words.</summary>
public sealed class ImageCodecException(string message) : Exception(message);
