namespace Orleans.Configuration;

/// <summary>How long activations live without work, and how long their beginning and end may take.</summary>
public class GrainCollectionOptions
{
    /// <summary>An activation without work for this long is deactivated; 15 min unless set. Greater than <see cref="CollectionQuantum"/>.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often to look for idle activations; 1 min unless set.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time to become ready; 30 s unless set.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time to end the running requests and deactivate; 30 s unless set.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
