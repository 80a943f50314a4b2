using System.Xml.Linq;
using PathoChain.Dev.Suites;

namespace PathoChain.Dev.Tests;

public sealed class TestReportsTests
{
    [Fact]
    public void A_trx_file_counts_errors_as_failures_and_what_did_not_run_as_skipped()
    {
        var trx = XDocument.Parse("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><ResultSummary outcome="Failed">
              <Counters total="10" executed="8" passed="5" failed="2" error="1" timeout="0" aborted="0" inconclusive="0" notExecuted="0" />
            </ResultSummary></TestRun>
            """);
        TestReports.ReadTrx("X.Tests", trx).Should().Be(new SuiteResult("X.Tests", 5, 3, 2));
    }

    [Fact]
    public void A_junit_file_is_summed_over_its_suites()
    {
        var junit = XDocument.Parse("""
            <testsuites>
              <testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10"/>
              <testsuite name="more" errors="0" failures="0" skipped="0" tests="4"/>
            </testsuites>
            """);
        TestReports.ReadJUnit("models", junit).Should().Be(new SuiteResult("models", 8, 3, 3));
    }

    [Fact]
    public void Hardhats_summary_counts_not_the_names_of_tests()
    {
        const string Output = """
            Running Solidity tests

              contracts/ImageRegistry.t.sol:ImageRegistryTest
                ✔ test_register_gas()

            Running node:test tests

              ImageRegistry
                ✔ keeps 3 passing registrations apart

            27 passing (12 solidity, 15 nodejs)
            2 failing (2 nodejs)
            1 skipped (1 solidity)
            """;
        TestReports.ReadHardhat("chain", Output).Should().Be(new SuiteResult("chain", 27, 2, 1));
    }

    [Theory]
    [InlineData(" Test Files  2 passed (2)\n      Tests  12 passed (12)\n", 12, 0, 0)]
    [InlineData(" Test Files  1 failed | 1 passed (2)\n      Tests  1 failed | 12 passed | 2 skipped (15)\n", 12, 1, 2)]
    [InlineData("No test files found, exiting with code 1\n", 0, 0, 0)]
    public void Vitest_says_it_on_one_line(string output, int passed, int failed, int skipped) =>
        TestReports.ReadVitest("web", output).Should().Be(new SuiteResult("web", passed, failed, skipped));
}
