using FsCheck;
using FsCheck.Fluent;
using PathoChain.Registry.Siwe;
using PathoChain.Registry.Tests.Signing;

namespace PathoChain.Registry.Tests.Siwe;

/// <summary>Messages, changes of messages, and texts that are nearly messages.</summary>
internal static class SiweArbitrary
{
    private const string StatementCharacters = "AZaz09-._~:/?#[]@!$&'()*+,;= ";

    private static readonly Gen<DateTimeOffset> Time =
        Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 999), (seconds, milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds((seconds * 1000L) + milliseconds));

    private static readonly Gen<DateTimeOffset?> OptionalTime = Gen.OneOf(Gen.Constant<DateTimeOffset?>(null), Time.Select(time => (DateTimeOffset?)time));

    private static readonly Gen<string> Uri = Gen.Elements(
        "https://a.example", "http://localhost:3000/a/b%20c?d=e&f#g", "urn:a:b", "did:key:z6Mk", "ipfs://bafy/", "mailto:a@b.example",
        "a:", "a:/", "a:/b//", "https://u:p@[::1]:8443/", "http://[v1.a:b]/", "x+y-z.1:?#", "http://%41.example:/");

    public static Arbitrary<SiweMessage> Messages { get; } = (
        from scheme in Optional(Gen.Elements("https", "http", "a+b-c.1"))
        from domain in Gen.Elements("a.example", "localhost:5173", "127.0.0.1", "[::1]:80", "user@a.example", "%41", "a.example:")
        from address in Gen.Choose(0, 255).ArrayOf(Address.Size)
        from statement in Optional(Gen.Elements(StatementCharacters.ToCharArray()).ArrayOf().Select(letters => new string(letters)))
        from uri in Uri
        from chainId in Gen.Elements(1, 31337, int.MaxValue, long.MaxValue)
        from nonce in Gen.Elements("AZaz09".ToCharArray()).ArrayOf(8)
        from issuedAt in Time
        from expirationTime in OptionalTime
        from notBefore in OptionalTime
        from requestId in Optional(Gen.Elements("", "a", "a:b@c%20"))
        from resources in Optional(Uri.ListOf().Select(uris => (IReadOnlyList<string>)[.. uris.Take(20)]))
        select new SiweMessage
        {
            Scheme = scheme,
            Domain = domain,
            Address = Address.FromBytes([.. address.Select(number => (byte)number)]),
            Statement = statement,
            Uri = uri,
            ChainId = chainId,
            Nonce = new string(nonce),
            IssuedAt = issuedAt,
            ExpirationTime = expirationTime,
            NotBefore = notBefore,
            RequestId = requestId,
            Resources = resources,
        }).ToArbitrary();

    public static Arbitrary<Mutation> Mutations { get; } = (
        from message in Gen.Choose(0, SigningVectors.Viem.SignIns.Count - 1)
        from place in Gen.Choose(0, SigningVectors.Viem.SignIns[message].Message.Length - 1)
        from removed in Gen.Choose(0, 1)
        from inserted in Gen.OneOf(Gen.Constant(""), Gen.Choose(0, 0x17f).Select(letter => $"{(char)letter}"), Gen.Elements("\n", "\r", " ", "0", "a", "A", ":", "\ud800"))
        select new Mutation(message, place, removed, inserted)).ToArbitrary();

    public static Arbitrary<string> Texts { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Lines(SigningVectors.Viem.SignIns.SelectMany(vector => vector.Message.Split('\n')).Concat(["", ":", "Issued At: 9999-12-31T23:59:59-14:00", "Resources:", "- ", "- ["])),
        Mutations.Generator.Select(mutation => mutation.Apply(SigningVectors.Viem.SignIns[mutation.Message].Message))).ToArbitrary();

    private static Gen<T?> Optional<T>(Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(value => (T?)value));

    private static Gen<string> Lines(IEnumerable<string> lines) => Gen.Elements(lines.Distinct()).ListOf().Select(chosen => string.Join('\n', chosen));
}

/// <summary>Takes <paramref name="Removed"/> characters out at <paramref name="Place"/> of a message and puts others in.</summary>
internal sealed record Mutation(int Message, int Place, int Removed, string Inserted)
{
    public string Apply(string text) => $"{text[..Place]}{Inserted}{text[(Place + Removed)..]}";
}
