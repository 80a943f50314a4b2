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
        var result = await runner.ClassifyAsync(_card.Name, image.Cid, () => DecodeAsync(image));
        return new ModelVote(
            _card.Name, _card.Sha256, result.Probability, result.Logit, result.Label, result.Warnings, result.Milliseconds);
    }

    public async Task<HeatMap?> HeatMapAsync(ImageReference image) =>
        await runner.HeatMapAsync(_card.Name, image.Cid, () => DecodeAsync(image)) is { } map
            ? new HeatMap(_card.Sha256, map.Width, map.Height, map.Values)
            : null;

    public Task<ModelDescription> DescribeAsync() => Task.FromResult(new ModelDescription(
        _card.Name, _card.Sha256, _card.Task, _card.Labels.Negative, _card.Labels.Positive, _card.Input.Width, _card.Input.Height, _card.Json));

    private async Task<PixelImage> DecodeAsync(ImageReference image)
    {
        var key = new WrappedDek(image.WrappedKey.KeyId, Convert.FromBase64String(image.WrappedKey.Bytes));
        var png = await vault.OpenAsync(Cid.Parse(image.Cid), key, CancellationToken.None);
        return ImageCodec.DecodeRgb(png);
    }
}
