namespace PathoChain.Grains;

/// <summary>Keys of <see cref="IEnsembleGrain"/>.</summary>
public static class EnsembleNames
{
    /// <summary>The ensemble of all models that this installation has.</summary>
    public const string Default = "default";
}
