namespace PathoChain.Dev.Chaos.Judging;

/// <summary>Something that must not be.</summary>
internal sealed record Fault(FaultKind Kind, string About, string Case, string Expected, string Observed)
{
    public override string ToString() => $"{Kind}: {About} ({Case}) should be {Expected}, but is {Observed}";
}

internal enum FaultKind
{
    /// <summary>The API says of an image what is not so.</summary>
    WrongState,

    /// <summary>A registration that was reported final is not on the chain.</summary>
    LostFinal,

    /// <summary>The relay registered an image twice, or tried to.</summary>
    DoubleRegistration,

    /// <summary>The relay left a nonce unused below one that it used.</summary>
    NonceGap,
}
