namespace PathoChain.Dev.Chaos;

/// <summary>Counts what a campaign did to the chain and the processes.</summary>
internal sealed class Tally
{
    /// <summary>Depths of the reorganisations, in order.</summary>
    public List<int> Depths { get; } = [];

    /// <summary>Registrations taken off the chain before they had their confirmations.</summary>
    public int TakenBeforeConfirmation { get; set; }

    /// <summary>Registrations taken off the chain after they had them.</summary>
    public int TakenAfterConfirmation { get; set; }

    public int NodeRestarts { get; set; }

    public int ApiKills { get; set; }

    /// <summary>Transactions that a reorganisation or a restart made the node forget, and that were mined again, waited again, were lost, or sent anew.</summary>
    public Dictionary<Fate, int> Fates { get; } = Enum.GetValues<Fate>().ToDictionary(fate => fate, _ => 0);
}

/// <summary>What becomes of an account's transactions that were taken off the chain.</summary>
internal enum Fate
{
    /// <summary>The new branch holds them too, in the same block or a later one.</summary>
    MinedAgain,

    /// <summary>They wait to be mined again.</summary>
    WaitAgain,

    /// <summary>Nobody sends them again.</summary>
    Lost,

    /// <summary>The person signs a new transaction.</summary>
    SentAnew,
}
