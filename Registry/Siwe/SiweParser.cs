using System.Diagnostics.CodeAnalysis;

namespace PathoChain.Registry.Siwe;

/// <summary>Reads the lines of a message, each of which must be as the ABNF of ERC-4361 has it and in its place.</summary>
internal sealed class SiweParser
{
    private readonly string[] _lines;
    private int _next;
    private SiweFault? _fault;

    private SiweParser(string text) => _lines = text.Split('\n');

    private string Line => _next < _lines.Length ? _lines[_next] : "";

    public static bool TryParse(string text, [NotNullWhen(true)] out SiweMessage? message, out SiweFault fault)
    {
        message = null;
        fault = SiweFault.Length;
        if (text.Length > SiweMessage.MaxLength)
        {
            return false;
        }

        var parser = new SiweParser(text);
        var read = parser.Read();
        fault = parser._fault.GetValueOrDefault();
        message = parser._fault is null ? read : null;
        return message is not null;
    }

    // Goes on after a fault, as only the first one counts and none is worth a branch here.
    private SiweMessage Read()
    {
        var (scheme, domain) = ReadOpening();
        var address = ReadAddress();
        Require(TakeEmpty(), SiweFault.EmptyLines);
        var statement = ReadStatement();
        Require(TakeEmpty(), SiweFault.EmptyLines);
        var uri = Take(SiweGrammar.Uri, Rfc3986.IsUri, SiweFault.Uri);
        Take(SiweGrammar.Version, version => version == "1", SiweFault.Version);
        var message = new SiweMessage
        {
            Scheme = scheme,
            Domain = domain,
            Address = address,
            Statement = statement,
            Uri = uri,
            ChainId = TakeChainId(),
            Nonce = Take(SiweGrammar.Nonce, SiweGrammar.IsNonce, SiweFault.Nonce),
            IssuedAt = TakeTime(SiweGrammar.IssuedAt, SiweFault.IssuedAt),
            ExpirationTime = IsNext(SiweGrammar.ExpirationTime) ? TakeTime(SiweGrammar.ExpirationTime, SiweFault.ExpirationTime) : null,
            NotBefore = IsNext(SiweGrammar.NotBefore) ? TakeTime(SiweGrammar.NotBefore, SiweFault.NotBefore) : null,
            RequestId = IsNext(SiweGrammar.RequestId) ? Take(SiweGrammar.RequestId, Rfc3986.IsPchars, SiweFault.RequestId) : null,
            Resources = Line == SiweGrammar.Resources ? TakeResources() : null,
        };
        Require(_next == _lines.Length, SiweFault.UnexpectedLine);
        return message;
    }

    private (string? Scheme, string Domain) ReadOpening()
    {
        var line = TakeLine();
        Require(line.EndsWith(SiweGrammar.Opening, StringComparison.Ordinal), SiweFault.Opening);
        var origin = line[..^int.Min(line.Length, SiweGrammar.Opening.Length)];
        var colon = origin.IndexOf("://", StringComparison.Ordinal);
        var (scheme, domain) = colon < 0 ? (null, origin) : (origin[..colon], origin[(colon + 3)..]);
        Require(scheme is null || Rfc3986.IsScheme(scheme), SiweFault.Scheme);
        Require(domain.Length > 0 && Rfc3986.IsAuthority(domain), SiweFault.Domain);
        return (scheme, domain);
    }

    private Address ReadAddress()
    {
        var line = TakeLine();
        Require(Address.TryParse(line, out var address) && address.ToString() == line, SiweFault.Address);
        return address;
    }

    // Without a statement the empty line that follows one comes at once; an empty statement is three empty lines in all.
    private string? ReadStatement()
    {
        if (Line.Length == 0 && (_next + 1 >= _lines.Length || _lines[_next + 1].Length > 0))
        {
            return null;
        }

        var statement = TakeLine();
        Require(SiweGrammar.IsStatement(statement), SiweFault.Statement);
        return statement;
    }

    private long TakeChainId()
    {
        var chainId = 0L;
        Take(SiweGrammar.ChainId, text => SiweGrammar.TryReadChainId(text, out chainId), SiweFault.ChainId);
        return chainId;
    }

    private DateTimeOffset TakeTime(string name, SiweFault fault)
    {
        DateTimeOffset time = default;
        Take(name, text => Rfc3339.TryRead(text, out time), fault);
        return time;
    }

    private List<string> TakeResources()
    {
        var resources = new List<string>();
        for (TakeLine(); _next < _lines.Length;)
        {
            resources.Add(Take(SiweGrammar.Resource, Rfc3986.IsUri, SiweFault.Resources));
        }

        return resources;
    }

    private bool IsNext(string name) => Line.StartsWith(name, StringComparison.Ordinal);

    private string Take(string name, Func<string, bool> isRight, SiweFault fault)
    {
        var value = IsNext(name) ? Line[name.Length..] : null;
        Require(value is not null && isRight(value), fault);
        _next++;
        return value ?? "";
    }

    private bool TakeEmpty() => _next < _lines.Length && TakeLine().Length == 0;

    private string TakeLine()
    {
        var line = Line;
        _next++;
        return line;
    }

    private void Require(bool condition, SiweFault fault) => _fault ??= condition ? null : fault;
}
