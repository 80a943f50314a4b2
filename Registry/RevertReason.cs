using System.Numerics;

namespace PathoChain.Registry;

/// <summary>Why the contract refused a call.</summary>
public abstract record RevertReason;

/// <summary><paramref name="Registrant"/> has registered <paramref name="Digest"/> before.</summary>
public sealed record AlreadyRegistered(Address Registrant, Hash32 Digest) : RevertReason;

/// <summary><paramref name="Registrant"/> has no record of <paramref name="Digest"/> to revoke or attest to.</summary>
public sealed record NotRegistered(Address Registrant, Hash32 Digest) : RevertReason;

/// <summary><paramref name="Registrant"/> has revoked <paramref name="Digest"/>, which is final.</summary>
public sealed record AlreadyRevoked(Address Registrant, Hash32 Digest) : RevertReason;

/// <summary><paramref name="Anchorer"/> has anchored <paramref name="Root"/> before.</summary>
public sealed record AlreadyAnchored(Address Anchorer, Hash32 Root) : RevertReason;

/// <summary>The signature came after <paramref name="Deadline"/>, in Unix seconds.</summary>
public sealed record SignatureExpired(BigInteger Deadline) : RevertReason;

/// <summary><paramref name="Registrant"/> did not sign this registration, on this chain, for this contract.</summary>
public sealed record InvalidSignature(Address Registrant) : RevertReason;

/// <summary>The digest or root was zero.</summary>
public sealed record ZeroDigest : RevertReason;

/// <summary>The batch or tree held nothing.</summary>
public sealed record Empty : RevertReason;

/// <summary>The contract refused nothing: the transaction needed more than the <paramref name="Gas"/> that it allowed.</summary>
public sealed record RanOutOfGas(long Gas) : RevertReason;

/// <summary>No error of this contract; <paramref name="Data"/> is what came back, in hex.</summary>
public sealed record UnknownRevert(string Data) : RevertReason;
