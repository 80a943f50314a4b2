using System.Diagnostics.CodeAnalysis;

namespace PathoChain.Registry.Siwe;

/// <summary>The fields of a Sign-In with Ethereum message (ERC-4361); its version is always 1.</summary>
/// <remarks>Verify the text that was signed, not one written from these fields: times can be written in several ways.</remarks>
public sealed record SiweMessage
{
    /// <summary>Longest message that is read or written, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>URI scheme of the page that asks, or <see langword="null"/> if the message names none.</summary>
    public string? Scheme { get; init; }

    /// <summary>Host, and port if it is not the scheme's own, of the page that asks.</summary>
    public required string Domain { get; init; }

    /// <summary>Who signs in.</summary>
    public required Address Address { get; init; }

    /// <summary>What the person is told, in printable ASCII.</summary>
    public string? Statement { get; init; }

    /// <summary>What is signed in to (RFC 3986).</summary>
    public required string Uri { get; init; }

    /// <summary>EIP-155 chain id, from 1.</summary>
    public required long ChainId { get; init; }

    /// <summary>At least 8 letters or digits, used once.</summary>
    public required string Nonce { get; init; }

    /// <summary>When the message was made.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>From when the signature counts no more.</summary>
    public DateTimeOffset? ExpirationTime { get; init; }

    /// <summary>From when the signature counts.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The asking system's own name for the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>URIs, or <see langword="null"/> if the message has no such list; it may be empty.</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Reads a message of exactly the specified form.</summary>
    /// <param name="text">What was signed.</param>
    /// <param name="message">The fields, on success.</param>
    /// <param name="fault">The first part that is not as specified, on failure.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SiweMessage? message, out SiweFault fault) => SiweParser.TryParse(text, out message, out fault);

    /// <summary>The text to sign, with times in UTC and milliseconds, as JavaScript writes them.</summary>
    /// <exception cref="ArgumentException">A field is not of its form, or the text would be longer than <see cref="MaxLength"/>.</exception>
    public string ToText() => SiweWriter.Write(this);
}
