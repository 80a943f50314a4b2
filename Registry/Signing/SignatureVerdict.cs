namespace PathoChain.Registry.Signing;

/// <summary>Whether a signature is an account's.</summary>
public abstract record SignatureVerdict;

/// <summary>It is.</summary>
/// <param name="By">What of the account vouches for it.</param>
public sealed record SignatureAccepted(SignedBy By) : SignatureVerdict;

/// <summary>It is not.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">The same as a sentence, with what can be done.</param>
public sealed record SignatureRefused(SignatureRefusal Reason, string Detail) : SignatureVerdict;

/// <summary>What vouches for a signature.</summary>
public enum SignedBy
{
    /// <summary>The account's key, for ever.</summary>
    Key,

    /// <summary>The account's code (ERC-1271), at the block where it was asked: a wallet may change its mind.</summary>
    Contract,
}

/// <summary>Why a signature is not an account's.</summary>
public enum SignatureRefusal
{
    /// <summary>Longer than <see cref="SignatureVerifier.MaxSignatureBytes"/>.</summary>
    TooLong,

    /// <summary>It is of a contract wallet before its deployment (ERC-6492), which we do not deploy to ask it.</summary>
    Undeployed,

    /// <summary>It is not of the account's key, and the account has no code.</summary>
    NotItsKey,

    /// <summary>It is not of the account's key, and its code failed when asked.</summary>
    ContractFailed,

    /// <summary>It is not of the account's key, and its code answered anything but ERC-1271's yes.</summary>
    ContractRefused,
}
