namespace PathoChain.Registry.Relay;

/// <summary>What a signer or its node said to a transaction.</summary>
/// <remarks>None but <see cref="Accepted"/> says whether the nonce's transaction was, is or will be mined: that is for the chain to show.</remarks>
public abstract record SendOutcome;

/// <summary>It was sent under this hash.</summary>
public sealed record Accepted(Hash32 Hash) : SendOutcome;

/// <summary>The node has this very transaction already.</summary>
public sealed record AlreadyKnown : SendOutcome;

/// <summary>A transaction with this nonce was mined.</summary>
public sealed record NonceTooLow : SendOutcome;

/// <summary>It offers too little: to replace the one that has its nonce, or to be taken at all.</summary>
public sealed record Underpriced : SendOutcome;

/// <summary>The account cannot pay for it.</summary>
public sealed record InsufficientFunds : SendOutcome;

/// <summary>Refused for another reason, in the node's words.</summary>
public sealed record Refused(string Reason) : SendOutcome;
