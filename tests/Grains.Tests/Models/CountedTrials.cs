using System.Diagnostics.Metrics;
using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Models;

/// <summary>What a silo's metrics say of candidates.</summary>
internal sealed class CountedTrials : IDisposable
{
    private readonly MeterListener _listener = new();

    public CountedTrials(GrainCluster cluster)
    {
        var factory = cluster.Service<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Name.Contains("candidate", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            tags[0].Value.Should().Be(cluster.Service<CandidateCatalog>().All.Single().Name);
            lock (_listener)
            {
                Outcomes.Add((string)tags[1].Value!);
            }
        });
        _listener.SetMeasurementEventCallback<double>((_, difference, _, _) =>
        {
            lock (_listener)
            {
                Differences.Add(difference);
            }
        });
        _listener.Start();
    }

    public List<string> Outcomes { get; } = [];

    public List<double> Differences { get; } = [];

    public void Dispose() => _listener.Dispose();
}
