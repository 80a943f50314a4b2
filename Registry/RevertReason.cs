namespace PathoChain.Registry;

/// <summary>Why the contract refused a call.</summary>
public abstract record RevertReason;

/// <summary><paramref name="Registrant"/> has registered <paramref name="Digest"/> before.</summary>
public sealed record AlreadyRegistered(Address Registrant, Hash32 Digest) : RevertReason;

/// <summary>The digest was zero.</summary>
public sealed record ZeroDigest : RevertReason;

/// <summary>No error of this contract; <paramref name="Data"/> is what came back, in hex.</summary>
public sealed record UnknownRevert(string Data) : RevertReason;
