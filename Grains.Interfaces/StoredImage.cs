namespace PathoChain.Grains;

/// <summary>What intake made of an upload: no pixels, no file name, nothing about a patient.</summary>
/// <param name="Digest">SHA-256 in the CID, as <c>0x</c> and 64 hex digits: what the chain registers.</param>
/// <param name="Width">Pixels, 1 or more.</param>
/// <param name="Height">Pixels, 1 or more.</param>
/// <param name="SourceFormat">Format of the upload: <c>png</c>, <c>jpeg</c> or <c>tiff</c>.</param>
/// <param name="EnvelopeBytes">Length of the encrypted, padded envelope.</param>
/// <param name="WrappedKey">The image's key, wrapped by the site's key; <see langword="null"/> once the image is erased.</param>
/// <param name="StoredAt">When the envelope was stored, UTC.</param>
/// <param name="Priority">How urgent its uploader said that it is.</param>
/// <param name="PixelFingerprint">Keyed MAC of its pixels, base64, by which the same image is known again; <see langword="null"/> once the image is erased, and of uploads from before there was one.</param>
[GenerateSerializer, Immutable, Alias("pathochain.StoredImage")]
public sealed record StoredImage(
    string Digest,
    int Width,
    int Height,
    string SourceFormat,
    long EnvelopeBytes,
    WrappedKey? WrappedKey,
    DateTimeOffset StoredAt,
    Priority Priority = Priority.Routine,
    string? PixelFingerprint = null);

/// <summary>A data-encryption key (DEK) under a site's key-encryption key (KEK).</summary>
/// <param name="KeyId">Names the KEK; not secret.</param>
/// <param name="Bytes">Nonce, ciphertext and tag, base64.</param>
[GenerateSerializer, Immutable, Alias("pathochain.WrappedKey")]
public sealed record WrappedKey(string KeyId, string Bytes);
