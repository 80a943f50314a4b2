namespace Orleans.Concurrency;

/// <summary>Calls of the method start at once, between the awaits of whatever runs; never in parallel with it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

/// <summary>The method changes nothing: its calls interleave with other read-only calls.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

/// <summary>All calls of the grain interleave at its awaits.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

/// <summary>The grain holds nothing that matters: several activations may serve one key.</summary>
/// <param name="maxLocalWorkers">Activations per key, 1 or more.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute(int maxLocalWorkers) : Attribute
{
    /// <summary>As many activations per key as the machine has cores.</summary>
    public StatelessWorkerAttribute()
        : this(Environment.ProcessorCount)
    {
    }

    internal int MaxLocalWorkers { get; } = maxLocalWorkers;
}
