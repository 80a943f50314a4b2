using System.Diagnostics.Metrics;

namespace PathoChain.Inference;

/// <summary>Counts what each model does, under the meter <see cref="MeterName"/>; tagged by model and nothing of the image.</summary>
public sealed class InferenceMetrics
{
    /// <summary>Name of the meter, for whoever exports it.</summary>
    public const string MeterName = "PathoChain.Inference";

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _queue;
    private readonly Histogram<double> _compute;

    public InferenceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("pathochain.inference.requests", "{request}", "Classifications asked of a model, by outcome: run, cached, failed.");
        _queue = meter.CreateHistogram<double>("pathochain.inference.queue.duration", "s", "Time that a run waited for a free core.");
        _compute = meter.CreateHistogram<double>("pathochain.inference.compute.duration", "s", "Time of a run in the model alone.");
    }

    internal void Ran(string model, Classification result)
    {
        Count(model, "run");
        _queue.Record(result.QueuedMilliseconds / 1000, Model(model));
        _compute.Record(result.Milliseconds / 1000, Model(model));
    }

    internal void WasCached(string model) => Count(model, "cached");

    internal void Failed(string model) => Count(model, "failed");

    private void Count(string model, string outcome) => _requests.Add(1, Model(model), new KeyValuePair<string, object?>("outcome", outcome));

    private static KeyValuePair<string, object?> Model(string name) => new("model", name);
}
