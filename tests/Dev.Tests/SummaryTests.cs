using PathoChain.Dev.Suites;

namespace PathoChain.Dev.Tests;

public sealed class SummaryTests
{
    private static readonly SuiteResult Good = new("good", 7, 0, 0);

    [Fact]
    public void The_last_line_says_how_many_passed_and_failed()
    {
        var summary = new Summary([Good, new("bad", 3, 2, 0)]);
        summary.ToString().Should().Be("10 passed, 2 failed");
        summary.IsGood.Should().BeFalse();
    }

    [Fact]
    public void Skipped_tests_are_counted_and_fail_nothing()
    {
        var summary = new Summary([Good, SuiteResult.Skip("models", "no torch")]);
        summary.ToString().Should().Be("7 passed, 0 failed, 1 skipped");
        summary.IsGood.Should().BeTrue();
    }

    [Fact]
    public void A_suite_that_ran_no_tests_fails()
    {
        var summary = new Summary([Good, new SuiteResult("empty", 0, 0, 0).Checked(exitCode: 0)]);
        summary.ToString().Should().Be("7 passed, 1 failed");
        summary.Suites[1].Remark.Should().Be("ran no tests");
    }

    [Fact]
    public void A_runner_that_ended_badly_fails_its_suite_even_if_every_test_passed()
    {
        var summary = new Summary([Good.Checked(exitCode: 134)]);
        summary.ToString().Should().Be("7 passed, 1 failed");
        summary.Suites[0].Remark.Should().Be("its runner ended with exit code 134");
    }

    [Fact]
    public void Failed_tests_explain_the_exit_code_of_their_runner()
    {
        var suite = new SuiteResult("bad", 3, 2, 0).Checked(exitCode: 1);
        suite.IsBroken.Should().BeFalse();
        suite.IsGood.Should().BeFalse();
    }
}
