using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Siwe;

/// <summary>Whether somebody is signed in.</summary>
public abstract record SiweVerdict;

/// <summary>The message's address is, and nothing else of the message is to be trusted more than a claim.</summary>
/// <param name="Message">What was signed.</param>
/// <param name="By">What vouches for it.</param>
public sealed record SiweAccepted(SiweMessage Message, SignedBy By) : SiweVerdict;

/// <summary>Nobody is.</summary>
/// <param name="Detail">Why, as a sentence.</param>
public abstract record SiweRefused(string Detail) : SiweVerdict;

/// <summary>The text is no message of ERC-4361.</summary>
public sealed record SiweMalformed(SiweFault Fault) : SiweRefused($"The message is not as ERC-4361 specifies it: {Fault}.");

/// <summary>The message is not for us, or not for now.</summary>
public sealed record SiweMismatch(SiweCheck Check, string Detail) : SiweRefused(Detail);

/// <summary>The message is right and its address did not sign it.</summary>
public sealed record SiweNotSigned(SignatureRefused Signature) : SiweRefused(Signature.Detail);

/// <summary>What a message is checked for, in this order.</summary>
public enum SiweCheck
{
    /// <summary>It is for the domain of another site: phishing, or a wrong configuration.</summary>
    Domain,

    /// <summary>It names another scheme than that of our URI.</summary>
    Scheme,

    /// <summary>It is for another URI.</summary>
    Uri,

    /// <summary>It is for another chain.</summary>
    ChainId,

    /// <summary>Its nonce is not ours, used or too old.</summary>
    Nonce,

    /// <summary>It was issued in the future, or too long ago.</summary>
    IssuedAt,

    /// <summary>Its expiration time has come.</summary>
    ExpirationTime,

    /// <summary>Its not-before time has not come.</summary>
    NotBefore,
}
