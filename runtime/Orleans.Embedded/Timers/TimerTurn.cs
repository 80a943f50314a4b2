namespace Orleans.Runtime;

/// <summary>One tick of a <see cref="GrainTimer"/>. It belongs to its activation: if that ends first, so does the tick.</summary>
internal sealed class TimerTurn(Func<Task> tick, GrainTimerCreationOptions options) : Turn
{
    public override bool Interleaves => options.Interleave;

    public override bool KeepsAlive => options.KeepAlive;

    public override void Displaced(Catalog catalog)
    {
    }

    public override void Fail(Exception reason)
    {
    }

    protected override Task RunAsync(Activation activation) => tick();
}
