namespace PathoChain.Content;

/// <summary>An image's data-encryption key (DEK) under a site key. It opens one envelope only; destroying it erases the image.</summary>
/// <param name="KeyId">The <see cref="SiteKey.KeyId"/> of the site key; not secret.</param>
/// <param name="Bytes">Nonce (12), ciphertext (32) and tag (16).</param>
public sealed record WrappedDek(string KeyId, byte[] Bytes);
