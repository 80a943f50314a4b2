using System.Diagnostics;
using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Models;

/// <summary>A test of baseCNN in int8 on trial beside the served one, through the grains.</summary>
public abstract class TrialTest : IClassFixture<DevnetFixture>, IDisposable
{
    private protected const int QueueLength = 8;

    private readonly DevnetFixture _chain;
    private readonly TemporaryFolder _candidates = new();

    private protected TrialTest(DevnetFixture chain)
    {
        _chain = chain;
        Sha256 = QuantisedBaseCnn.WriteTo(_candidates.Path);
    }

    /// <summary>The candidate's file.</summary>
    private protected string CandidateFile => _candidates.File("basecnn.onnx");

    /// <summary>SHA-256 of the candidate's file.</summary>
    private protected string Sha256 { get; }

    /// <summary>Lets go of the models' queue, where a test holds it.</summary>
    private protected ManualResetEventSlim Release { get; } = new();

    public void Dispose()
    {
        Release.Dispose();
        _candidates.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<GrainCluster> StartAsync(double shadow = 1, double canary = 0, string candidates = "") => GrainCluster.StartAsync(
        _chain.Devnet,
        settings: new Dictionary<string, string?>
        {
            ["Models:CandidateDirectory"] = Path.Combine(_candidates.Path, candidates),
            ["Models:ShadowShare"] = $"{shadow}",
            ["Models:CanaryShare"] = $"{canary}",
            ["Models:QueueLength"] = $"{QueueLength}",
        });

    private protected static Candidate Candidate(GrainCluster cluster) => cluster.Service<CandidateCatalog>().All.Single();

    private protected static async Task<ImageReference> StoreAsync(GrainCluster cluster, int seed)
    {
        var (cid, image) = await cluster.StoreImageAsync(seed);
        return new ImageReference(cid, image.WrappedKey!);
    }

    private protected static Task<EnsembleResult> ClassifyAsync(GrainCluster cluster, ImageReference image) =>
        cluster.Grain<IEnsembleGrain>(EnsembleNames.Default).ClassifyAsync(image, CancellationToken.None);

    /// <summary>What a version says of an image that is decoded already.</summary>
    private protected static Task<Classification> RunAsync(GrainCluster cluster, string model, ImageReference image) =>
        cluster.Service<ModelRunner>().ClassifyAsync(model, image.Cid, Lane.Routine, () => throw new InvalidOperationException("It is decoded."));

    /// <summary>Has the candidate's answer to an image be no number, as weights that overflow give it.</summary>
    private protected static Task<Classification> BreakAsync(GrainCluster cluster, ImageReference image) => cluster.Service<ClassificationCache>().GetOrAddAsync(
        (image.Cid, Candidate(cluster).Card.Sha256),
        _ => Task.FromResult(new Classification(double.NaN, double.NaN, "", [], 1, 0)));

    private protected static async Task<CandidateFigures> FiguresAsync(GrainCluster cluster, Func<CandidateFigures, bool> isThere)
    {
        var figures = (await cluster.Grain<IModelGrain>("basecnn").CandidateAsync())!.Figures;
        for (var started = Stopwatch.GetTimestamp(); !isThere(figures); figures = (await cluster.Grain<IModelGrain>("basecnn").CandidateAsync())!.Figures)
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(20), $"of {figures}");
            await Task.Delay(20);
        }

        return figures;
    }

    private protected static async Task UntilAsync(Func<bool> condition)
    {
        for (var started = Stopwatch.GetTimestamp(); !condition();)
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(15));
            await Task.Delay(20);
        }
    }
}
