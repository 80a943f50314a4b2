namespace Orleans.Runtime;

/// <summary>Makes references whose calls take <paramref name="transport"/>.</summary>
internal sealed class GrainFactory(IGrainTransport transport, IServiceProvider services) : IClusterClient
{
    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        var type = transport.Classes.Find(typeof(TGrainInterface), grainClassNamePrefix).Type;
        return GetGrain<TGrainInterface>(new GrainId(type, IdSpan.Create(primaryKey)));
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => GrainProxy.Create<TGrainInterface>(transport, grainId);
}
