using System.Globalization;
using System.Text;

namespace PathoChain.Registry.Siwe;

/// <summary>Writes messages that <see cref="SiweParser"/> reads back as they were, down to the millisecond.</summary>
internal static class SiweWriter
{
    public static string Write(SiweMessage message)
    {
        Require(message.Scheme is null || Rfc3986.IsScheme(message.Scheme), nameof(message.Scheme));
        Require(message.Domain.Length > 0 && Rfc3986.IsAuthority(message.Domain), nameof(message.Domain));
        Require(message.Statement is null || SiweGrammar.IsStatement(message.Statement), nameof(message.Statement));
        Require(Rfc3986.IsUri(message.Uri), nameof(message.Uri));
        Require(message.ChainId > 0, nameof(message.ChainId));
        Require(SiweGrammar.IsNonce(message.Nonce), nameof(message.Nonce));
        Require(message.RequestId is null || Rfc3986.IsPchars(message.RequestId), nameof(message.RequestId));
        Require(message.Resources is null || message.Resources.All(Rfc3986.IsUri), nameof(message.Resources));
        var text = Build(message);
        return text.Length <= SiweMessage.MaxLength
            ? text
            : throw new ArgumentException($"The message has {text.Length} characters; at most {SiweMessage.MaxLength} are written.", nameof(message));
    }

    private static string Build(SiweMessage message)
    {
        var text = new StringBuilder();
        text.Append(message.Scheme is null ? "" : $"{message.Scheme}://").Append(message.Domain).Append(SiweGrammar.Opening);
        text.Append(CultureInfo.InvariantCulture, $"\n{message.Address}\n\n");
        text.Append(message.Statement is null ? "" : $"{message.Statement}\n");
        Field(SiweGrammar.Uri, message.Uri);
        Field(SiweGrammar.Version, "1");
        Field(SiweGrammar.ChainId, message.ChainId.ToString(CultureInfo.InvariantCulture));
        Field(SiweGrammar.Nonce, message.Nonce);
        Field(SiweGrammar.IssuedAt, Rfc3339.Write(message.IssuedAt));
        Field(SiweGrammar.ExpirationTime, message.ExpirationTime is { } expiration ? Rfc3339.Write(expiration) : null);
        Field(SiweGrammar.NotBefore, message.NotBefore is { } notBefore ? Rfc3339.Write(notBefore) : null);
        Field(SiweGrammar.RequestId, message.RequestId);
        Field(SiweGrammar.Resources, message.Resources is null ? null : string.Concat(message.Resources.Select(uri => $"\n{SiweGrammar.Resource}{uri}")));
        return text.ToString();

        void Field(string name, string? value) => text.Append(value is null ? "" : $"\n{name}{value}");
    }

    private static void Require(bool condition, string field)
    {
        if (!condition)
        {
            throw new ArgumentException($"{field} is not of the form that ERC-4361 gives it; see {nameof(SiweFault)}.{field}.", field);
        }
    }
}
