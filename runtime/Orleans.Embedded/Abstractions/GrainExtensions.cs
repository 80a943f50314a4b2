using Orleans.Runtime;

namespace Orleans;

/// <summary>Identity and other views of a grain or a reference to one.</summary>
public static class GrainExtensions
{
    /// <summary>Identity of the grain.</summary>
    /// <exception cref="ArgumentException"><paramref name="grain"/> is neither a grain nor a reference that <see cref="IGrainFactory"/> made.</exception>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        Grain instance => instance.GrainContext.GrainId,
        GrainProxy proxy => proxy.GrainId,
        _ => throw new ArgumentException($"{grain?.GetType()} is neither a grain nor a grain reference.", nameof(grain)),
    };

    /// <summary>Key of the grain.</summary>
    /// <exception cref="ArgumentException"><paramref name="grain"/> is neither a grain nor a reference that <see cref="IGrainFactory"/> made.</exception>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>A reference to the same grain by another of its interfaces.</summary>
    /// <exception cref="ArgumentException"><paramref name="grain"/> is neither a grain nor a reference that <see cref="IGrainFactory"/> made.</exception>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => grain switch
    {
        Grain instance => Activation.Of(instance).Reference<TGrainInterface>(),
        GrainProxy proxy => GrainProxy.Create<TGrainInterface>(proxy.Transport, proxy.GrainId),
        _ => throw new ArgumentException($"{grain?.GetType()} is neither a grain nor a grain reference.", nameof(grain)),
    };
}
