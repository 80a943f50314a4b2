namespace PathoChain.Grains.Models;

/// <summary>What <see cref="CandidateGrain"/> stores. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.CandidateState")]
public sealed record CandidateState
{
    [Id(0)] public long Images { get; init; }

    [Id(1)] public long CalledOtherwise { get; init; }

    [Id(2)] public double SumOfDifferences { get; init; }

    [Id(3)] public double LargestDifference { get; init; }

    [Id(4)] public double ServedMilliseconds { get; init; }

    [Id(5)] public double CandidateMilliseconds { get; init; }

    [Id(6)] public long Failures { get; init; }

    /// <summary>With one more image.</summary>
    public CandidateState With(CandidateComparison comparison) => this with
    {
        Images = Images + 1,
        CalledOtherwise = CalledOtherwise + (comparison.CalledOtherwise ? 1 : 0),
        SumOfDifferences = SumOfDifferences + comparison.Difference,
        LargestDifference = Math.Max(LargestDifference, comparison.Difference),
        ServedMilliseconds = ServedMilliseconds + comparison.ServedMilliseconds,
        CandidateMilliseconds = CandidateMilliseconds + comparison.CandidateMilliseconds,
    };

    public CandidateFigures ToFigures() => Images == 0
        ? new CandidateFigures(0, 0, MeanDifference: null, LargestDifference: null, TimesAsFast: null, Failures)
        : new CandidateFigures(
            Images,
            CalledOtherwise,
            SumOfDifferences / Images,
            LargestDifference,
            CandidateMilliseconds > 0 ? ServedMilliseconds / CandidateMilliseconds : null,
            Failures);
}
