using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace PathoChain.Registry.Siwe;

/// <summary>The generic syntax of URIs (RFC 3986, appendix A), exactly; <see cref="Uri"/> accepts and repairs much else.</summary>
internal static class Rfc3986
{
    private const string SchemePattern = @"[A-Za-z][A-Za-z0-9+\-.]*";
    private const string NamePattern = @"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})";
    private const string PcharPattern = $"(?:{NamePattern}|[:@])";
    private const string LiteralPattern = @"\[(?:[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+)\]";
    private const string AuthorityPattern = $"(?:(?:{NamePattern}|:)*@)?(?:{LiteralPattern}|{NamePattern}*)(?::[0-9]*)?";
    private const string PathPattern = $"//{AuthorityPattern}(?:/{PcharPattern}*)*|/(?:{PcharPattern}+(?:/{PcharPattern}*)*)?|{PcharPattern}+(?:/{PcharPattern}*)*|";

    private static readonly Regex Scheme = SiweGrammar.Whole(SchemePattern);
    private static readonly Regex Pchars = SiweGrammar.Whole($"{PcharPattern}*");
    private static readonly Regex Authority = SiweGrammar.Whole(AuthorityPattern);
    private static readonly Regex FullUri = SiweGrammar.Whole($@"{SchemePattern}:(?:{PathPattern})(?:\?(?:{PcharPattern}|[/?])*)?(?:#(?:{PcharPattern}|[/?])*)?");

    public static bool IsScheme(string text) => Scheme.IsMatch(text);

    public static bool IsPchars(string text) => Pchars.IsMatch(text);

    public static bool IsAuthority(string text) => Authority.IsMatch(text) && HasRightLiteral(text);

    public static bool IsUri(string text) => FullUri.IsMatch(text) && HasRightLiteral(text);

    // Brackets are only around the address of a host. The expressions leave open whether its digits and colons are an IPv6 address.
    private static bool HasRightLiteral(string text)
    {
        var (start, end) = (text.IndexOf('[', StringComparison.Ordinal), text.IndexOf(']', StringComparison.Ordinal));
        return start < 0
            || text[start + 1] is 'v' or 'V'
            || (IPAddress.TryParse(text.AsSpan(start + 1, end - start - 1), out var address) && address.AddressFamily == AddressFamily.InterNetworkV6);
    }
}
