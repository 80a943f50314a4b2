using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PathoChain.Content;

/// <summary>
/// An encrypted image: header (magic, version, algorithm, key id, nonce; authenticated), then AES-256-GCM (NIST SP 800-38D) over
/// the image's length, the image and zeros, then the tag. The zeros fill a bucket, so that the length does not tell which public image it is.
/// </summary>
internal static class Envelope
{
    public const int KeyBytes = 32;
    public const int KeyIdBytes = 8;

    /// <summary>Longest envelope that is opened: 40 megapixels of noise do not reach it.</summary>
    public const int MaxBytes = 128 << 20;

    private const byte Version = 1;
    private const byte Aes256Gcm = 1;
    private const int NonceStart = 6 + KeyIdBytes;
    private const int HeaderBytes = NonceStart + 12;
    private const int LengthBytes = 8;
    private const int TagBytes = 16;
    private const int SmallBucket = 64 << 10;
    private const int LargeBucket = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "PCEV"u8;

    /// <param name="png">The clean image.</param>
    /// <param name="keyId">8 bytes that name the site key.</param>
    /// <param name="key">A fresh key, 32 bytes, used for this envelope alone.</param>
    public static byte[] Seal(ReadOnlySpan<byte> png, ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> key)
    {
        var envelope = new byte[PaddedLength(png.Length)];
        var header = envelope.AsSpan(0, HeaderBytes);
        Magic.CopyTo(header);
        (header[4], header[5]) = (Version, Aes256Gcm);
        keyId.CopyTo(header[6..NonceStart]);
        RandomNumberGenerator.Fill(header[NonceStart..]);

        var body = envelope.AsSpan(HeaderBytes..^TagBytes);
        BinaryPrimitives.WriteInt64BigEndian(body, png.Length);
        png.CopyTo(body[LengthBytes..]);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(header[NonceStart..], body, body, envelope.AsSpan(^TagBytes..), header);
        return envelope;
    }

    /// <summary>Whether bytes begin and are as long as an envelope of this version is.</summary>
    public static bool IsForm(ReadOnlySpan<byte> bytes) => bytes.Length is >= SmallBucket and <= MaxBytes && bytes.StartsWith([.. Magic, Version, Aes256Gcm]);

    /// <returns>The clean image.</returns>
    /// <exception cref="EnvelopeException">The bytes are no envelope, were tampered with, or belong to another key.</exception>
    public static byte[] Open(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> key)
    {
        if (!IsForm(envelope))
        {
            throw new EnvelopeException($"{envelope.Length} bytes are no envelope of version {Version}; check that the CID is one of this network.");
        }

        var header = envelope[..HeaderBytes];
        var body = new byte[envelope.Length - HeaderBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(header[NonceStart..], envelope[HeaderBytes..^TagBytes], envelope[^TagBytes..], body, header);
        }
        catch (AuthenticationTagMismatchException forged)
        {
            throw new EnvelopeException("The envelope does not open with its key: one of them was changed or belongs to another image.", forged);
        }

        var length = BinaryPrimitives.ReadInt64BigEndian(body);
        return length >= 0 && length <= body.Length - LengthBytes
            ? body[LengthBytes..(LengthBytes + (int)length)]
            : throw new EnvelopeException($"The envelope claims an image of {length} bytes in {body.Length}.");
    }

    /// <summary>Length of the envelope of an image: a multiple of 64 KiB up to 1 MiB, of 1 MiB beyond.</summary>
    public static int PaddedLength(int imageBytes)
    {
        var needed = checked(HeaderBytes + LengthBytes + imageBytes + TagBytes);
        var bucket = needed <= LargeBucket ? SmallBucket : LargeBucket;
        return checked((needed + bucket - 1) / bucket * bucket);
    }
}
