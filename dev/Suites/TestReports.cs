using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PathoChain.Dev.Suites;

/// <summary>Reads what test runners report.</summary>
internal static partial class TestReports
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>A TRX file of <c>dotnet test</c>.</summary>
    public static SuiteResult ReadTrx(string name, XDocument trx)
    {
        var counters = trx.Descendants(Trx + "Counters").Single();
        var total = Count(counters, "total");
        var passed = Count(counters, "passed");
        var failed = Count(counters, "failed") + Count(counters, "error") + Count(counters, "timeout") + Count(counters, "aborted");
        return new SuiteResult(name, passed, failed, total - passed - failed);
    }

    /// <summary>A JUnit file, as pytest writes it: the sum over its suites.</summary>
    public static SuiteResult ReadJUnit(string name, XDocument junit)
    {
        var suites = junit.Descendants("testsuite").ToArray();
        var failed = suites.Sum(suite => Count(suite, "failures") + Count(suite, "errors"));
        var skipped = suites.Sum(suite => Count(suite, "skipped"));
        return new SuiteResult(name, suites.Sum(suite => Count(suite, "tests")) - failed - skipped, failed, skipped);
    }

    /// <summary>The last summary of Hardhat's runner: <c>27 passing (12 solidity, 15 nodejs)</c>, then failing and skipped where there are any.</summary>
    public static SuiteResult ReadHardhat(string name, string output) =>
        new(name, Last(Passing(), output), Last(Failing(), output), Last(SkippedTests(), output));

    /// <summary>Vitest's summary line: <c>Tests  1 failed | 12 passed | 2 skipped (15)</c>.</summary>
    public static SuiteResult ReadVitest(string name, string output)
    {
        var line = VitestTests().Matches(output).LastOrDefault()?.Value ?? string.Empty;
        return new SuiteResult(name, Last(Passed(), line), Last(Failed(), line), Last(SkippedTests(), line));
    }

    private static int Count(XElement element, string attribute) => (int?)element.Attribute(attribute) ?? 0;

    private static int Last(Regex pattern, string text) =>
        pattern.Matches(text).LastOrDefault() is { } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^\s*(\d+) passing\b", RegexOptions.Multiline)]
    private static partial Regex Passing();

    [GeneratedRegex(@"^\s*(\d+) failing\b", RegexOptions.Multiline)]
    private static partial Regex Failing();

    [GeneratedRegex(@"(\d+) (?:skipped|pending)\b")]
    private static partial Regex SkippedTests();

    [GeneratedRegex(@"(\d+) passed\b")]
    private static partial Regex Passed();

    [GeneratedRegex(@"(\d+) failed\b")]
    private static partial Regex Failed();

    [GeneratedRegex(@"^\s*Tests\s.*$", RegexOptions.Multiline)]
    private static partial Regex VitestTests();
}
