namespace PathoChain.Cli.Verification;

/// <summary>What became of a check.</summary>
internal enum Verdict
{
    Holds,
    Fails,

    /// <summary>It holds, but may do so no longer later.</summary>
    HoldsSoFar,

    /// <summary>It was not made, or says nothing for or against.</summary>
    Open,
}

/// <param name="Verdict">What became of it.</param>
/// <param name="Text">A sentence with the values.</param>
internal sealed record Finding(Verdict Verdict, string Text)
{
    public static Finding Holds(string text) => new(Verdict.Holds, text);

    public static Finding Fails(string text) => new(Verdict.Fails, text);

    public static Finding HoldsSoFar(string text) => new(Verdict.HoldsSoFar, text);

    public static Finding Open(string text) => new(Verdict.Open, text);

    public override string ToString() => $"{Verdict switch { Verdict.Holds => "✓", Verdict.Fails => "✗", Verdict.HoldsSoFar => "~", _ => "–" }} {Text}";
}
