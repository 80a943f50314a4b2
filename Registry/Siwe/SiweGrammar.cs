using System.Globalization;
using System.Text.RegularExpressions;

namespace PathoChain.Registry.Siwe;

/// <summary>The forms of the fields and their names, as the ABNF of ERC-4361 has them.</summary>
/// <remarks>Narrower than the ABNF in two things: a domain is not empty, and a chain id is one of EIP-155, from 1, without leading zeros.</remarks>
internal static class SiweGrammar
{
    public const string Opening = " wants you to sign in with your Ethereum account:";
    public const string Uri = "URI: ";
    public const string Version = "Version: ";
    public const string ChainId = "Chain ID: ";
    public const string Nonce = "Nonce: ";
    public const string IssuedAt = "Issued At: ";
    public const string ExpirationTime = "Expiration Time: ";
    public const string NotBefore = "Not Before: ";
    public const string RequestId = "Request ID: ";
    public const string Resources = "Resources:";
    public const string Resource = "- ";

    private static readonly Regex Statement = Whole(@"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;= ]*");
    private static readonly Regex NonceText = Whole("[A-Za-z0-9]{8,}");

    public static bool IsStatement(string text) => Statement.IsMatch(text);

    public static bool IsNonce(string text) => NonceText.IsMatch(text);

    public static bool TryReadChainId(string text, out long chainId) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out chainId) && text[0] != '0';

    /// <summary>An expression that only a whole text matches, in time linear in its length.</summary>
    public static Regex Whole(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
