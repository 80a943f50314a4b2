namespace PathoChain.Dev.Suites;

/// <summary>What one suite of tests ended with.</summary>
/// <param name="Name">As the summary calls it.</param>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed.</param>
/// <param name="Skipped">Tests that did not run.</param>
/// <param name="Remark">Why nothing ran, or why the suite is broken although none of its tests failed.</param>
internal sealed record SuiteResult(string Name, int Passed, int Failed, int Skipped, string Remark = "")
{
    /// <summary>The suite as a whole failed: its runner ended badly, or it ran no tests and so proves nothing.</summary>
    public bool IsBroken { get; private init; }

    public bool IsGood => Failed == 0 && !IsBroken;

    /// <summary>A suite that cannot run on this machine.</summary>
    public static SuiteResult Skip(string name, string why) => new(name, 0, 0, 1, $"skipped: {why}");

    /// <summary>A suite that could not be run, though it should.</summary>
    public static SuiteResult Broken(string name, string why) => new(name, 0, 0, 0, why) { IsBroken = true };

    /// <summary>Holds the counts against how the runner ended.</summary>
    public SuiteResult Checked(int exitCode) => (exitCode, Passed + Failed + Skipped) switch
    {
        (not 0, _) when Failed == 0 => this with { IsBroken = true, Remark = $"its runner ended with exit code {exitCode}" },
        (_, 0) => this with { IsBroken = true, Remark = "ran no tests" },
        _ => this,
    };
}
