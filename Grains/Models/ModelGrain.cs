using Orleans.Concurrency;
using PathoChain.Content;
using PathoChain.Inference;
using PathoChain.Libvips;

namespace PathoChain.Grains.Models;

/// <summary>One model. It keeps no state between calls, so calls interleave; the classifier bounds how many run at once.</summary>
[Reentrant]
internal sealed class ModelGrain(ModelRunner runner, ImageVault vault) : Grain, IModelGrain
{
    private ModelCard _card = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _card = await Task.Run(() => runner.Start(this.GetPrimaryKeyString()), cancellationToken);

    public async Task<ModelVote> ClassifyAsync(ImageReference image)
    {
        var lane = image.Priority is Priority.Stat ? Lane.Stat : Lane.Routine;
        var result = await Admitted(runner.ClassifyAsync(_card.Name, image.Cid, lane, () => DecodeAsync(image)));
        return new ModelVote(
            _card.Name, _card.Sha256, result.Probability, result.Logit, result.Label, result.Warnings, result.Milliseconds);
    }

    public async Task<HeatMap?> HeatMapAsync(ImageReference image) =>
        await Admitted(runner.HeatMapAsync(_card.Name, image.Cid, () => DecodeAsync(image))) is { } map
            ? new HeatMap(_card.Sha256, map.Width, map.Height, map.Values)
            : null;

    public async Task<IReadOnlyList<ModelOutput>> InferAsync(IReadOnlyList<float> values, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Count, IModelGrain.MaxInputValues, nameof(values));
        var outputs = await Admitted(runner.InferAsync(_card.Name, values as float[] ?? [.. values], cancellationToken));
        return [.. outputs.Select(output => new ModelOutput(output.Name, output.Shape, output.Values))];
    }

    public Task<ModelDescription> DescribeAsync() => Task.FromResult(new ModelDescription(
        _card.Name, _card.Sha256, _card.Task, _card.Labels.Negative, _card.Labels.Positive, _card.Input.Width, _card.Input.Height, _card.Json));

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

    private async Task<PixelImage> DecodeAsync(ImageReference image)
    {
        var key = new WrappedDek(image.WrappedKey.KeyId, Convert.FromBase64String(image.WrappedKey.Bytes));
        var png = await vault.OpenAsync(Cid.Parse(image.Cid), key, CancellationToken.None);
        return ImageCodec.DecodeRgb(png);
    }
}
