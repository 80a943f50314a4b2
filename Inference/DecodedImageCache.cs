namespace PathoChain.Inference;

/// <summary>Decoded images by CID, so that an image is fetched, decrypted, decoded and looked at once for all models of an ensemble.</summary>
/// <param name="capacity">Most bytes of pixels kept.</param>
public sealed class DecodedImageCache(long capacity) : SharedCache<string, DecodedImage>(capacity, image => image.Pixels.Rgb.Length);
