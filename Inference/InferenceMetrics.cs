using System.Diagnostics.Metrics;

namespace PathoChain.Inference;

/// <summary>Counts what each model does, under the meter <see cref="MeterName"/>; tagged by model and lane and nothing of the image.</summary>
public sealed class InferenceMetrics
{
    /// <summary>Name of the meter, for whoever exports it.</summary>
    public const string MeterName = "PathoChain.Inference";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _shed;
    private readonly Histogram<double> _queue;
    private readonly Histogram<double> _compute;

    public InferenceMetrics(IMeterFactory meters, ImageGate gate, InferenceQueue queue)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("pathochain.inference.requests", "{request}", "What was asked of a model, by outcome: run, inferred (an input that was ready), explained (a heat map), cached, shed, cancelled, failed.");
        _shed = meter.CreateCounter<long>("pathochain.inference.queue.shed", "{run}", "Runs that were turned away because too many waited, by lane.");
        _queue = meter.CreateHistogram<double>("pathochain.inference.queue.duration", "s", "Time that a run waited for a free core, by lane.");
        _compute = meter.CreateHistogram<double>("pathochain.inference.compute.duration", "s", "Time of a run in the model alone, for each image.");
        meter.CreateObservableUpDownCounter(
            "pathochain.inference.queue.waiting",
            () => Enum.GetValues<Lane>().Select(lane => new Measurement<int>(gate.Waiting(lane) + queue.Waiting(lane), Tag(lane))),
            "{run}",
            "Runs that wait for a free core, by lane.");
    }

    internal void Ran(string model, Lane lane, Classification result)
    {
        Count(model, "run");
        _queue.Record(result.QueuedMilliseconds / 1000, Tag(model), Tag(lane));
        _compute.Record(result.Milliseconds / 1000, Tag(model));
    }

    internal void WasInferred(string model) => Count(model, "inferred");

    internal void WasExplained(string model) => Count(model, "explained");

    internal void WasCached(string model) => Count(model, "cached");

    internal void WasCancelled(string model) => Count(model, "cancelled");

    internal void Failed(string model) => Count(model, "failed");

    internal void Shed(string model, Lane lane)
    {
        Count(model, "shed");
        _shed.Add(1, Tag(model), Tag(lane));
    }

    private void Count(string model, string outcome) => _requests.Add(1, Tag(model), new KeyValuePair<string, object?>("outcome", outcome));

    private static KeyValuePair<string, object?> Tag(string model) => new("model", model);

    private static KeyValuePair<string, object?> Tag(Lane lane) => new("lane", lane is Lane.Stat ? "stat" : "routine");
}
