using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>A grain reference: an identity, a way to reach it, and the interface that <see cref="DispatchProxy"/> puts in front.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives the references from it.")]
internal class GrainProxy : DispatchProxy, IAddressable
{
    public GrainId GrainId { get; private set; }

    public IGrainTransport Transport { get; private set; } = null!;

    public static TGrainInterface Create<TGrainInterface>(IGrainTransport transport, GrainId grainId)
    {
        var reference = Create<TGrainInterface, GrainProxy>();
        var proxy = (GrainProxy)(object)reference!;
        (proxy.Transport, proxy.GrainId) = (transport, grainId);
        return reference;
    }

    /// <summary>Two references are equal when they are references to the same grain.</summary>
    public override bool Equals(object? obj) => obj is GrainProxy other && other.GrainId == GrainId;

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => GrainId.ToString();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = GrainMethod.Of(targetMethod!);
        return method.Typed(Transport.CallAsync(new GrainCall(GrainId, method, args)));
    }
}
