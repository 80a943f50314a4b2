namespace PathoChain.Registry.Signing;

/// <summary>What a signature of a hash says about its signer.</summary>
public abstract record Recovery;

/// <summary>It is the signature of <paramref name="Signer"/>, and of no other account.</summary>
public sealed record Recovered(Address Signer) : Recovery;

/// <summary>It is nobody's.</summary>
public sealed record NotRecovered(SignatureFault Fault) : Recovery;

/// <summary>Why bytes are no account's signature.</summary>
public enum SignatureFault
{
    /// <summary>Not 65 bytes.</summary>
    Length,

    /// <summary>r is 0, or the order of the curve or more.</summary>
    R,

    /// <summary>s is 0, or the order of the curve or more.</summary>
    S,

    /// <summary>s is above half the order: the twin of a signature, which EIP-2 forbids.</summary>
    HighS,

    /// <summary>v is not 27, 28, 0 or 1.</summary>
    V,

    /// <summary>No public key signs this hash so.</summary>
    NoKey,
}
