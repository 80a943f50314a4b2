namespace PathoChain.Inference;

/// <summary>
/// What models said of images, by the image's CID and the SHA-256 of the model: both stand for their bytes, so an entry never goes stale, and no
/// model is run twice on one image.
/// </summary>
/// <param name="capacity">Most results kept.</param>
public sealed class ClassificationCache(long capacity) : SharedCache<(string Cid, string ModelSha256), Classification>(capacity, _ => 1);
