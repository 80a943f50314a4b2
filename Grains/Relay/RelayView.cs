using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Relay;

/// <summary>What was seen outside in one round: the chain, the signer's account, and what there is to each entry.</summary>
internal sealed record RelayView
{
    /// <summary>Hash of block 0.</summary>
    public required string Genesis { get; init; }

    public required ChainDepth Depth { get; init; }

    /// <summary>The signer's next nonce by the newest block.</summary>
    public required long NextNonce { get; init; }

    /// <summary>The same by the block that is settled (<see cref="ChainDepth.LastSettled"/>). Nonces below it are used for good.</summary>
    public required long SettledNonce { get; init; }

    /// <summary>What is likely to be mined soon.</summary>
    public required Fees Fees { get; init; }

    /// <summary>By the call; those of which nothing was asked are missing. What was seen of one says nothing of another that took its place since.</summary>
    public required IReadOnlyDictionary<RelayCall, EntryView> Entries { get; init; }

    /// <summary>What ended the round early; what was seen until then holds.</summary>
    public Exception? Failure { get; init; }
}

/// <summary>What was seen of one entry.</summary>
internal sealed record EntryView
{
    /// <summary>The event of its record, if the chain shows it.</summary>
    public EventPlace? Event { get; init; }

    /// <summary>Whether the node has one of its transactions.</summary>
    public bool IsKnown { get; init; }

    /// <summary>What the signer said to its transaction, if it was sent and there was an answer.</summary>
    public SendOutcome? Outcome { get; init; }

    /// <summary>What its call would do now, if it has no nonce.</summary>
    public GasEstimate? Estimate { get; init; }

    /// <summary>The hash that its image was told.</summary>
    public string? Announced { get; init; }
}

/// <summary>What a relay goes by.</summary>
/// <param name="Signer">The account that sends.</param>
/// <param name="Confirmations">Blocks after which a used nonce counts as used.</param>
/// <param name="MaxFeePerGas">Most wei that is offered for a unit of gas.</param>
/// <param name="MaxGas">Most gas that is paid for one transaction.</param>
/// <param name="BumpAfter">How long a transaction may be next in line before it offers more.</param>
/// <param name="ResendAfter">How long a transaction may be unknown to the node before it is sent again.</param>
/// <param name="RefuseAfter">How long signer or node must refuse a call, each time they are asked, until it counts as refused.</param>
internal sealed record RelayRules(
    Address Signer, int Confirmations, long MaxFeePerGas, long MaxGas, TimeSpan BumpAfter, TimeSpan ResendAfter, TimeSpan RefuseAfter)
{
    /// <summary>Transactions that wait to be mined at once: nodes keep at least so many of an account.</summary>
    public const int MaxInFlight = 16;

    /// <summary>Nonces that a call may lose to something that does not make its record.</summary>
    public const int MaxLost = 5;

    /// <summary>Gas of a transaction that does nothing (EIP-2028).</summary>
    public const long FillerGas = 21_000;

    /// <summary>Hashes that are remembered of one transaction.</summary>
    public const int MaxHashes = 8;
}
