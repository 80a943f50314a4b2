using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PathoChain.Content;

/// <summary>
/// The secret of a site, 32 bytes in a file that only its owner may read. Keys for each purpose are derived from it by HKDF-SHA-256
/// (RFC 5869), so that none of them tells another. Whoever loses the file loses every image under it.
/// </summary>
public sealed class SiteKey
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _wrapping;
    private readonly byte[] _fingerprint;
    private readonly byte[] _pixels;
    private readonly byte[] _salt;
    private readonly byte[] _keyId;

    private SiteKey(ReadOnlySpan<byte> secret)
    {
        _wrapping = Derive(secret, "pathochain/1/wrap", Envelope.KeyBytes);
        _fingerprint = Derive(secret, "pathochain/1/fingerprint", Envelope.KeyBytes);
        _pixels = Derive(secret, "pathochain/1/pixels", Envelope.KeyBytes);
        _salt = Derive(secret, "pathochain/1/result-salt", Envelope.KeyBytes);
        _keyId = Derive(secret, "pathochain/1/key-id", Envelope.KeyIdBytes);
    }

    /// <summary>Names this key, 16 hex digits; derived from it, tells nothing of it.</summary>
    public string KeyId => Convert.ToHexStringLower(_keyId);

    internal ReadOnlySpan<byte> KeyIdBytes => _keyId;

    /// <summary>Reads the key file, or makes one with a random key and mode 0600 where there is none.</summary>
    /// <exception cref="SiteKeyException">The file cannot be read or made, may be read by others, or is not a key of 32 bytes.</exception>
    public static SiteKey LoadOrCreate(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            return Load(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SiteKeyException($"Site key {path} cannot be read or made: {exception.Message}", exception);
        }
    }

    /// <summary>A keyed fingerprint (HMAC-SHA-256, RFC 2104) by which a repeated upload is known, and which is meaningless outside of a site.</summary>
    /// <returns>32 bytes in base64.</returns>
    public string Fingerprint(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(HMACSHA256.HashData(_fingerprint, bytes));

    /// <summary>Likewise of an image's pixels, whatever file they came in.</summary>
    /// <returns>32 bytes in base64.</returns>
    public string Fingerprint(CleanImage image) => Convert.ToBase64String(HMACSHA256.HashData(_pixels, image.Png));

    /// <summary>
    /// A secret of a result (HMAC-SHA-256, RFC 2104) that goes into its statement, so that nobody tells from a digest on the chain which of the
    /// images that they have it is of, or what the models found: they could run the same models on each.
    /// </summary>
    /// <param name="cid">The image.</param>
    /// <param name="classifiedAt">When the result was found.</param>
    /// <returns>32 bytes in lower-case hex.</returns>
    public string ResultSalt(Cid cid, DateTimeOffset classifiedAt)
    {
        Span<byte> named = stackalloc byte[Cid.ByteLength + sizeof(long)];
        cid.ToByteArray().CopyTo(named);
        BinaryPrimitives.WriteInt64BigEndian(named[Cid.ByteLength..], classifiedAt.UtcTicks);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_salt, named));
    }

    /// <summary>Wraps an image's key so that it opens only the envelope of that CID.</summary>
    internal WrappedDek Wrap(ReadOnlySpan<byte> dek, Cid cid)
    {
        var bytes = new byte[NonceBytes + Envelope.KeyBytes + TagBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_wrapping, TagBytes);
        cipher.Encrypt(nonce, dek, bytes.AsSpan(NonceBytes, Envelope.KeyBytes), bytes.AsSpan(^TagBytes..), Binding(cid));
        return new(KeyId, bytes);
    }

    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="cid">The envelope it was wrapped for.</param>
    /// <param name="dek">Receives the key, 32 bytes; the caller clears it.</param>
    /// <exception cref="EnvelopeException">It was wrapped by another site, for another envelope, or was tampered with.</exception>
    internal void Unwrap(WrappedDek wrapped, Cid cid, Span<byte> dek)
    {
        if (wrapped.KeyId != KeyId || wrapped.Bytes.Length != NonceBytes + Envelope.KeyBytes + TagBytes)
        {
            throw new EnvelopeException($"The key of {cid} is wrapped by site key '{wrapped.KeyId}' in {wrapped.Bytes.Length} bytes; this site's key is '{KeyId}'.");
        }

        var bytes = wrapped.Bytes.AsSpan();
        try
        {
            using var cipher = new AesGcm(_wrapping, TagBytes);
            cipher.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], dek, Binding(cid));
        }
        catch (AuthenticationTagMismatchException forged)
        {
            throw new EnvelopeException($"The wrapped key does not belong to {cid}, or was changed.", forged);
        }
    }

    private static byte[] Binding(Cid cid) => [.. "PCDK"u8, .. cid.ToByteArray()];

    private static byte[] Derive(ReadOnlySpan<byte> secret, string purpose, int bytes)
    {
        var derived = new byte[bytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived, salt: [], info: System.Text.Encoding.ASCII.GetBytes(purpose));
        return derived;
    }

    private static SiteKey Load(string path)
    {
        using var file = File.OpenHandle(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnerOnly) is not UnixFileMode.None)
        {
            throw new SiteKeyException($"Site key {path} is open to others than its owner; run 'chmod 600 {path}' and ask who may have read it.");
        }

        var length = RandomAccess.GetLength(file);
        Span<byte> secret = stackalloc byte[Envelope.KeyBytes];
        try
        {
            return length == secret.Length && RandomAccess.Read(file, secret, fileOffset: 0) == length
                ? new(secret)
                : throw new SiteKeyException($"Site key {path} has {length} bytes instead of {Envelope.KeyBytes}; restore it from a backup.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var secret = RandomNumberGenerator.GetBytes(Envelope.KeyBytes);
        try
        {
            DurableDirectory.WriteFile(Path.Combine(folder, Path.GetRandomFileName()), path, secret, OwnerOnly, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster: its key is the site's.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
