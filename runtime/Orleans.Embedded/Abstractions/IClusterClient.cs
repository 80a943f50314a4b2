namespace Orleans;

/// <summary>Calls grains from outside of grains.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>Services of the process that the client runs in.</summary>
    IServiceProvider ServiceProvider { get; }
}
