namespace PathoChain.Dev.Chaos.Cases;

/// <summary>What people and wallets do with a registration; each kind says what is special about it.</summary>
internal enum CaseKind
{
    /// <summary>Sent once and announced.</summary>
    Plain,

    /// <summary>Sent again with the same nonce and call for 15 % more.</summary>
    SpedUp,

    /// <summary>Its nonce taken by an empty transaction to oneself.</summary>
    Cancelled,

    /// <summary>Its nonce taken by another call.</summary>
    Replaced,

    /// <summary>Forgotten by the node.</summary>
    Dropped,

    /// <summary>Forgotten by the node, and sent anew.</summary>
    DroppedAndSentAnew,

    /// <summary>Refused by the contract, or out of gas.</summary>
    Reverted,

    /// <summary>Registered, and then a second time, which reverts; only the second is announced.</summary>
    RegisteredTwice,

    /// <summary>Sent from another tab, so never announced.</summary>
    Unannounced,

    /// <summary>Announced by a hash that does not exist.</summary>
    UnknownHash,

    /// <summary>Announced by the hash of a transaction that does something else.</summary>
    ForeignHash,

    /// <summary>The announced transaction goes nowhere, and another account registers.</summary>
    OtherAccount,

    /// <summary>Two accounts register the same image.</summary>
    TwoAccounts,

    /// <summary>Registered together with others by one call.</summary>
    Batch,

    /// <summary>Signed by a wallet, and sent and paid for by our relay.</summary>
    Relayed,

    /// <summary>Uploaded and never signed.</summary>
    Unsigned,
}
