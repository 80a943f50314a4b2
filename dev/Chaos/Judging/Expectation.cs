namespace PathoChain.Dev.Chaos.Judging;

/// <summary>What the API may say of an image in the end.</summary>
/// <param name="Registrations">The events of which it must show one; empty where it must show none.</param>
/// <param name="Verdicts">Where there is no event: what may be said instead.</param>
internal sealed record Expectation(IReadOnlyList<ExpectedRegistration> Registrations, IReadOnlySet<Verdict> Verdicts)
{
    /// <summary>Whether only one answer is right.</summary>
    public bool IsStrict => Registrations.Count > 0 || Verdicts.Count == 1;

    public override string ToString() => Registrations.Count > 0 ? string.Join(" or ", Registrations) : string.Join(" or ", Verdicts);
}

/// <summary>An event, and what must be said of it.</summary>
internal sealed record ExpectedRegistration(ChainRegistration Event, string Phase, string Finality)
{
    public override string ToString() => $"{Phase}, event of {Event.TransactionHash} in block {Event.BlockNumber}, {Finality}";
}

/// <summary>A phase without an event, and the problem that it must come with.</summary>
internal sealed record Verdict(string Phase, string? Problem = null)
{
    public static readonly Verdict AwaitingSignature = new("awaitingSignature");
    public static readonly Verdict Submitted = new("submitted");

    /// <summary>No answer without an event is this one: it stands for an event that must be there.</summary>
    public static readonly Verdict Registered = new("registered by our relay");

    /// <summary>The event is gone, and its transaction may come back.</summary>
    public static readonly Verdict Reorged = new("reorged");

    public static readonly Verdict Reverted = new("reverted", "reverted");
    public static readonly Verdict Replaced = new("replaced", "replaced");
    public static readonly Verdict Cancelled = new("replaced", "cancelled");
    public static readonly Verdict Dropped = new("dropped", "dropped");
    public static readonly Verdict Misdirected = new("misdirected", "wrongRegistry");

    /// <summary>All that say: not registered, sign again.</summary>
    public static readonly IReadOnlyList<Verdict> SignAgain = [Reverted, Replaced, Cancelled, Dropped, Misdirected];

    public override string ToString() => Problem is null || Problem == Phase ? Phase : $"{Phase} ({Problem})";
}
