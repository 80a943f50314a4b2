using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using PathoChain.Content;
using PathoChain.Inference;
using PathoChain.Libvips;

namespace PathoChain.Grains.Models;

/// <summary>One model, which stays where it was loaded. All it keeps between calls is what waits to be compared with its candidate, so calls interleave; the classifier bounds how many run at once.</summary>
[Reentrant, CollectionAgeLimit(AlwaysActive = true)]
internal sealed class ModelGrain(
    ModelRunner runner, ImageVault vault, CandidateCatalog candidates, TrialMetrics metrics, ILogger<ModelGrain> logger) : Grain, IModelGrain
{
    private ModelCard _card = null!;
    private CandidateTrial? _trial;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _card = await StartAsync(this.GetPrimaryKeyString(), cancellationToken);
        if (candidates.Of(_card.Name) is { } candidate)
        {
            await StartAsync(candidate.Name, cancellationToken);
            var report = GrainFactory.GetGrain<ICandidateGrain>(CandidateKey.Of(_card.Sha256, candidate.Card.Sha256));
            _trial = new CandidateTrial(_card, candidate, report, metrics, logger);
        }
    }

    public async Task<ModelVote> ClassifyAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var run = RunOn(image, image.Priority is Priority.Stat ? Lane.Stat : Lane.Routine);
        var (card, result) = _trial is { } trial ? await Admitted(trial.VoteAsync(image.Cid, run, cancellationToken)) : (_card, await Admitted(run(_card.Name, cancellationToken)));
        return new ModelVote(
            card.Name, card.Sha256, result.Probability, result.Logit, result.Label, result.Warnings, result.Milliseconds, card.CardSha256);
    }

    public Task CompareAsync(ImageReference image)
    {
        _ = _trial?.CompareAsync(RunOn(image, Lane.Routine));
        return Task.CompletedTask;
    }

    public async Task<CandidateReport?> CandidateAsync() => _trial is { } trial ? await trial.ReportAsync() : null;

    public async Task<HeatMap?> HeatMapAsync(ImageReference image, string sha256, CancellationToken cancellationToken) =>
        await Admitted(runner.HeatMapAsync(VersionOf(sha256), image.Cid, () => DecodeAsync(image), cancellationToken)) is { } map
            ? new HeatMap(sha256, map.Width, map.Height, map.Values)
            : null;

    public async Task<IReadOnlyList<ModelOutput>> InferAsync(string sha256, IReadOnlyList<float> values, CancellationToken cancellationToken)
    {
        if (sha256 != _card.Sha256)
        {
            throw new ModelReplacedException($"The {_card.Name} that is served is {_card.Sha256} now, no longer {sha256}. Ask again for whichever is served.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Count, IModelGrain.MaxInputValues, nameof(values));
        var outputs = await Admitted(runner.InferAsync(_card.Name, values as float[] ?? [.. values], cancellationToken));
        return [.. outputs.Select(output => new ModelOutput(output.Name, output.Shape, output.Values))];
    }

    public Task<ModelDescription> DescribeAsync() => Task.FromResult(new ModelDescription(
        _card.Name, _card.Sha256, _card.Task, _card.Labels.Negative, _card.Labels.Positive, _card.Input.Width, _card.Input.Height, _card.Json));

    public Task ForgetAsync(string cid)
    {
        runner.Forget(cid);
        return Task.CompletedTask;
    }

    /// <summary>Under what a version of this model is run.</summary>
    private string VersionOf(string sha256) =>
        sha256 == _card.Sha256 ? _card.Name
        : candidates.Of(_card.Name) is { } candidate && candidate.Card.Sha256 == sha256 ? candidate.Name
        : throw new ModelReplacedException($"{sha256} is neither the {_card.Name} that is served nor its candidate.");

    /// <summary>Callers may be elsewhere and know nothing of the queue here.</summary>
    private static async Task<T> Admitted<T>(Task<T> run)
    {
        try
        {
            return await run;
        }
        catch (InferenceBusyException busy)
        {
            throw new ClassifierBusyException(busy.Message);
        }
    }

    private Task<ModelCard> StartAsync(string model, CancellationToken cancellationToken) => Task.Run(() => runner.Start(model), cancellationToken);

    private Run RunOn(ImageReference image, Lane lane) =>
        (model, cancellationToken) => runner.ClassifyAsync(model, image.Cid, lane, () => DecodeAsync(image), cancellationToken);

    private async Task<PixelImage> DecodeAsync(ImageReference image)
    {
        var key = new WrappedDek(image.WrappedKey.KeyId, Convert.FromBase64String(image.WrappedKey.Bytes));
        var png = await vault.OpenAsync(Cid.Parse(image.Cid), key, CancellationToken.None);
        return ImageCodec.DecodeRgb(png);
    }
}
