namespace PathoChain.Inference;

/// <summary>Where a run waits for its turn.</summary>
public enum Lane
{
    /// <summary>In the order of arrival, once nothing urgent waits.</summary>
    Routine,

    /// <summary>Urgent (from <c>statim</c>, at once): before routine.</summary>
    Stat,
}
