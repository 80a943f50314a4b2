namespace PathoChain.Grains;

/// <summary>How urgent an image is. Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.Priority")]
public enum Priority
{
    /// <summary>In its turn.</summary>
    Routine = 0,

    /// <summary>At once (from <c>statim</c>): before what is routine.</summary>
    Stat = 1,
}
