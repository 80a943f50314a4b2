using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Siwe;

/// <summary>Decides whether a signed message signs somebody in (ERC-4361, "Verifying a signed Message").</summary>
/// <param name="signatures">Verifies signatures: of keys alone, or of contract wallets too, for which a node of the chain is asked.</param>
/// <param name="nonces">The nonces that we gave out.</param>
/// <param name="clock">The time.</param>
public sealed class SiweVerifier(ISignatureVerifier signatures, ISiweNonceStore nonces, TimeProvider clock)
{
    /// <summary>How long after its making a message is taken.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    /// <summary>How far the clock of the page that made the message may be off ours, either way; Kerberos' default.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Checks form, domain, scheme, URI, chain, nonce, times and signature, in this order, and uses the nonce up when it comes to it.</summary>
    /// <param name="text">The text that was signed.</param>
    /// <param name="signature">As the wallet gave it.</param>
    /// <param name="expected">What the message must say.</param>
    /// <param name="cancellationToken">Stops waiting for nonces or the node.</param>
    /// <inheritdoc cref="SignatureVerifier.VerifyAsync" path="/exception"/>
    public async Task<SiweVerdict> VerifyAsync(
        string text, ReadOnlyMemory<byte> signature, SiweExpectation expected, CancellationToken cancellationToken = default)
    {
        if (!SiweMessage.TryParse(text, out var message, out var fault))
        {
            return new SiweMalformed(fault);
        }

        if (CheckAddressee(message, expected) is { } misdirected)
        {
            return misdirected;
        }

        if (!await nonces.TryConsumeAsync(message.Nonce, cancellationToken))
        {
            return new SiweMismatch(SiweCheck.Nonce, "The message's nonce was not given out, is used or is too old. Ask for a new one and sign again.");
        }

        if (CheckTimes(message, clock.GetUtcNow()) is { } untimely)
        {
            return untimely;
        }

        return await signatures.VerifyAsync(message.Address, PersonalMessage.Hash(text), signature, cancellationToken) switch
        {
            SignatureAccepted(var by) => new SiweAccepted(message, by),
            SignatureRefused refused => new SiweNotSigned(refused),
            var other => throw new InvalidOperationException($"{other} is no verdict that is known here."),
        };
    }

    private static SiweMismatch? CheckAddressee(SiweMessage message, SiweExpectation expected) =>
        message.Domain != expected.Domain
            ? new(SiweCheck.Domain, $"The message signs in to {message.Domain}, not to {expected.Domain}.")
        : message.Scheme is { } scheme && !expected.Uri.StartsWith($"{scheme}:", StringComparison.Ordinal)
            ? new(SiweCheck.Scheme, $"The message is of a page of scheme {scheme}; expected is {expected.Uri}.")
        : message.Uri != expected.Uri
            ? new(SiweCheck.Uri, $"The message is for {message.Uri}, not for {expected.Uri}.")
        : message.ChainId != expected.ChainId
            ? new(SiweCheck.ChainId, $"The message is for chain {message.ChainId}, not {expected.ChainId}. Switch the wallet's network and sign again.")
        : null;

    private static SiweMismatch? CheckTimes(SiweMessage message, DateTimeOffset now) =>
        message.IssuedAt > now + ClockTolerance || message.IssuedAt < now - MaxAge - ClockTolerance
            ? new(SiweCheck.IssuedAt, $"The message was issued at {Rfc3339.Write(message.IssuedAt)}; it is {Rfc3339.Write(now)}. Check the clock and sign again.")
        : message.ExpirationTime is { } expiration && now >= expiration
            ? new(SiweCheck.ExpirationTime, $"The message counted until {Rfc3339.Write(expiration)}; it is {Rfc3339.Write(now)}. Sign again.")
        : message.NotBefore is { } notBefore && now < notBefore
            ? new(SiweCheck.NotBefore, $"The message counts from {Rfc3339.Write(notBefore)}; it is {Rfc3339.Write(now)}.")
        : null;
}
