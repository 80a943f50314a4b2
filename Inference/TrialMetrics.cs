using System.Diagnostics.Metrics;

namespace PathoChain.Inference;

/// <summary>Counts how candidates do, under the meter <see cref="InferenceMetrics.MeterName"/>; tagged by candidate and nothing of the image.</summary>
public sealed class TrialMetrics
{
    private readonly Counter<long> _images;
    private readonly Histogram<double> _difference;

    public TrialMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(InferenceMetrics.MeterName);
        _images = meter.CreateCounter<long>("pathochain.inference.candidate.images", "{image}", "Images that a candidate was tried on, by outcome: called_alike or called_otherwise (than by the served version), voted, failed, shed.");
        _difference = meter.CreateHistogram<double>("pathochain.inference.candidate.difference", "1", "How far a candidate's probability is from the served version's, 0 to 1.");
    }

    /// <summary>It was compared with the served version.</summary>
    public void Compared(Candidate candidate, bool calledOtherwise, double difference)
    {
        Count(candidate, calledOtherwise ? "called_otherwise" : "called_alike");
        _difference.Record(difference, Tag(candidate));
    }

    /// <summary>It voted.</summary>
    public void Voted(Candidate candidate) => Count(candidate, "voted");

    /// <summary>It gave nothing.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="busy">Whether for want of room.</param>
    public void Failed(Candidate candidate, bool busy) => Count(candidate, busy ? "shed" : "failed");

    private void Count(Candidate candidate, string outcome) => _images.Add(1, Tag(candidate), new KeyValuePair<string, object?>("outcome", outcome));

    private static KeyValuePair<string, object?> Tag(Candidate candidate) => new("model", candidate.Name);
}
