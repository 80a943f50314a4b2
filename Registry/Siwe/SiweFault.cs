namespace PathoChain.Registry.Siwe;

/// <summary>The part of a text because of which it is no message of ERC-4361.</summary>
public enum SiweFault
{
    /// <summary>Longer than <see cref="SiweMessage.MaxLength"/>.</summary>
    Length,

    /// <summary>The first line's end, after the domain.</summary>
    Opening,

    /// <summary>No URI scheme before <c>://</c>.</summary>
    Scheme,

    /// <summary>No authority of RFC 3986, or an empty one.</summary>
    Domain,

    /// <summary>No address with its EIP-55 checksum.</summary>
    Address,

    /// <summary>Not only letters, digits, spaces and the punctuation of URIs.</summary>
    Statement,

    /// <summary>The empty lines around the statement, or the two in its place.</summary>
    EmptyLines,

    /// <summary>No URI of RFC 3986, or no such line.</summary>
    Uri,

    /// <summary>Not 1, or no such line.</summary>
    Version,

    /// <summary>Not a whole number from 1 to 2^63 - 1 without leading zeros, or no such line.</summary>
    ChainId,

    /// <summary>Not at least 8 letters and digits, or no such line.</summary>
    Nonce,

    /// <summary>No time of RFC 3339, or no such line.</summary>
    IssuedAt,

    /// <summary>No time of RFC 3339.</summary>
    ExpirationTime,

    /// <summary>No time of RFC 3339.</summary>
    NotBefore,

    /// <summary>Not only the characters of a URI's path segment.</summary>
    RequestId,

    /// <summary>A list entry that is no URI of RFC 3986.</summary>
    Resources,

    /// <summary>A line that is unknown, repeated, empty or not in its place.</summary>
    UnexpectedLine,
}
