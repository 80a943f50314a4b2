namespace PathoChain.Dev.Suites;

/// <summary>All suites together; a broken suite counts as one failure.</summary>
internal sealed record Summary(IReadOnlyList<SuiteResult> Suites)
{
    public bool IsGood => Suites.All(suite => suite.IsGood);

    /// <summary>The line that a run of all tests ends with.</summary>
    public override string ToString()
    {
        var failed = Suites.Sum(suite => suite.Failed) + Suites.Count(suite => suite.IsBroken);
        var skipped = Suites.Sum(suite => suite.Skipped);
        return $"{Suites.Sum(suite => suite.Passed)} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : string.Empty);
    }
}
