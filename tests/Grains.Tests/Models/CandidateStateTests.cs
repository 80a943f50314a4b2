using PathoChain.Grains.Models;
using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Models;

public sealed class CandidateStateTests
{
    [Fact]
    public void Without_images_there_is_nothing_to_compare() =>
        (new CandidateState { Failures = 2 }).ToFigures().Should().Be(new CandidateFigures(0, 0, null, null, null, 2));

    [Fact]
    public void Images_are_counted_and_their_figures_combined()
    {
        var state = new CandidateState { Failures = 1 }
            .With(new CandidateComparison(CalledOtherwise: false, Difference: 0.5, ServedMilliseconds: 6, CandidateMilliseconds: 1))
            .With(new CandidateComparison(CalledOtherwise: true, Difference: 0.25, ServedMilliseconds: 3, CandidateMilliseconds: 2))
            .With(new CandidateComparison(CalledOtherwise: true, Difference: 0, ServedMilliseconds: 3, CandidateMilliseconds: 1));

        state.ToFigures().Should().Be(new CandidateFigures(
            Images: 3, CalledOtherwise: 2, MeanDifference: 0.25, LargestDifference: 0.5, TimesAsFast: 3, Failures: 1));
    }

    [Theory]
    [InlineData(0.4, "no", 0.7, "yes", true, 0.3)]
    [InlineData(0.7, "yes", 0.4, "no", true, 0.3)]
    [InlineData(0.9, "yes", 0.7, "yes", false, 0.2)]
    public void Two_versions_are_compared_by_call_and_probability_and_time(
        double served, string label, double candidate, string other, bool otherwise, double difference)
    {
        var comparison = CandidateTrial.Compare(Says(served, label, milliseconds: 5), Says(candidate, other, milliseconds: 2));

        comparison.Difference.Should().BeApproximately(difference, 1e-12);
        comparison.Should().Be(new CandidateComparison(otherwise, comparison.Difference, ServedMilliseconds: 5, CandidateMilliseconds: 2));
    }

    private static Classification Says(double probability, string label, double milliseconds) => new(probability, 0, label, [], milliseconds, 0);
}
