using System.Text.RegularExpressions;

namespace PathoChain.Architecture.Tests;

/// <summary>
/// docs/threat-model.md says in the last column of its tables which tests show what: in backticks <c>Class</c> or <c>Class.Method</c> of tests/, or a file elsewhere,
/// with <c>#function</c> if it is one function of it.
/// </summary>
public sealed partial class ThreatModelTests
{
    private const string Document = "docs/threat-model.md";
    private const string LastColumn = "Shown by";

    private static readonly Lazy<string[]> Sources = new(() =>
    [
        .. Directory.EnumerateFiles(At("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj", "node_modules"]).Any())
            .Select(File.ReadAllText),
    ]);

    private static string[] Lines => File.ReadAllLines(At(Document));

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var named = LastCells(Lines).SelectMany(NamedIn).Concat(Lines.SelectMany(NamedIn).Where(name => OfDotnet.IsMatch(name))).Distinct().ToList();

        named.Should().NotBeEmpty();
        named.Where(name => !Exists(name)).Should().BeEmpty("a test that was renamed is to be renamed in {0}, too", Document);
    }

    [Fact]
    public void Every_row_names_a_test_or_says_that_there_is_none()
    {
        var cells = LastCells(Lines).ToList();

        cells.Should().NotBeEmpty();
        cells.Where(cell => cell != "no test" && !NamedIn(cell).Any()).Should().BeEmpty();
    }

    [Theory]
    [InlineData($"{nameof(ThreatModelTests)}.{nameof(Every_test_that_it_names_exists)}", true)]
    [InlineData($"{nameof(ThreatModelTests)}.Every_test", false)]
    [InlineData("NoSuchTests", false)]
    [InlineData("chain/test/merkle.ts", true)]
    [InlineData("chain/test/no-such.ts", false)]
    [InlineData("chain/contracts/ImageRegistry.t.sol#test_register_gas", true)]
    [InlineData("chain/contracts/ImageRegistry.t.sol#test_register", false)]
    [InlineData("README.md", false)]
    public void A_name_of_no_test_is_found(string name, bool exists) => Exists(name).Should().Be(exists);

    [Fact]
    public void The_last_cells_are_those_below_their_head() =>
        LastCells(["| a | Shown by |", "|---|---|", "| b | `CTests` |", "", "| d | e |", "|---|---|", "| f | `GTests` |"]).Should().Equal("`CTests`");

    private static IEnumerable<string> LastCells(IEnumerable<string> lines)
    {
        var isWithin = false;
        foreach (var line in lines)
        {
            var last = line.Trim().Split('|') is [.., var cell, ""] ? cell.Trim() : null;
            if (isWithin && last is not null && last.Trim('-').Length > 0)
            {
                yield return last;
            }

            isWithin = last is not null && (isWithin || last == LastColumn);
        }
    }

    private static IEnumerable<string> NamedIn(string text) => Quoted.Matches(text).Select(quoted => quoted.Groups["name"].Value);

    private static bool Exists(string name)
    {
        if (OfDotnet.Match(name) is { Success: true } test)
        {
            var declared = new Regex($@"^public .*\bclass {test.Groups["class"]}\b", RegexOptions.Multiline);
            var member = new Regex($@"^ +public .*\b{test.Groups["method"]}\(", RegexOptions.Multiline);
            return Sources.Value.Any(source => declared.IsMatch(source) && (!test.Groups["method"].Success || member.IsMatch(source)));
        }

        return OfOthers.Match(name) is { Success: true } other
            && File.Exists(At(other.Groups["file"].Value))
            && Regex.IsMatch(File.ReadAllText(At(other.Groups["file"].Value)), $@"\b{other.Groups["function"]}\b");
    }

    private static string At(string path) => Path.Combine(RepositoryRoot.Path, path);

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"^(?<class>\w+Tests)(\.(?<method>\w+))?$")]
    private static partial Regex OfDotnet { get; }

    [GeneratedRegex(@"^(?<file>chain/test/.+\.ts|chain/contracts/.+\.t\.sol|web/src/.+\.test\.tsx?|models/tests/.+\.py)(#(?<function>\w+))?$")]
    private static partial Regex OfOthers { get; }
}
