using Orleans.Concurrency;
using PathoChain.Content;
using PathoChain.Inference;
using PathoChain.Libvips;

namespace PathoChain.Grains.Models;

/// <summary>One model. It keeps no state between calls, so calls interleave; the classifier bounds how many run at once.</summary>
[Reentrant]
internal sealed class ModelGrain(ClassifierPool classifiers, DecodedImageCache images, ImageVault vault) : Grain, IModelGrain
{
    private OnnxClassifier _classifier = null!;

    private ModelCard Card => _classifier.Card;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _classifier = await Task.Run(() => classifiers.Get(this.GetPrimaryKeyString()), cancellationToken);

    public async Task<ModelVote> ClassifyAsync(ImageReference image)
    {
        var pixels = await images.GetOrAddAsync(image.Cid, () => DecodeAsync(image));
        var result = await _classifier.ClassifyAsync(pixels);
        return new ModelVote(
            Card.Name, Card.Sha256, result.Probability, result.Logit, result.Label, result.Warnings, result.Milliseconds);
    }

    public Task<ModelDescription> DescribeAsync() => Task.FromResult(new ModelDescription(
        Card.Name, Card.Sha256, Card.Task, Card.Labels.Negative, Card.Labels.Positive, Card.Input.Width, Card.Input.Height, Card.Json));

    private async Task<PixelImage> DecodeAsync(ImageReference image)
    {
        var key = new WrappedDek(image.WrappedKey.KeyId, Convert.FromBase64String(image.WrappedKey.Bytes));
        var png = await vault.OpenAsync(Cid.Parse(image.Cid), key, CancellationToken.None);
        return ImageCodec.DecodeRgb(png);
    }
}
