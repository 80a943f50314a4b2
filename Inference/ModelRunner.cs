using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>Runs models on images by CID: an image is decoded once for all models, and no model is run twice on one image while the result is kept.</summary>
public sealed class ModelRunner(ClassifierPool classifiers, DecodedImageCache images, ClassificationCache results, InferenceMetrics metrics)
{
    /// <summary>The card of a model, which is started if it was not.</summary>
    /// <exception cref="ModelException">There is no such model, or it must not be run.</exception>
    public ModelCard Start(string model) => classifiers.Get(model).Card;

    /// <summary>What a model says of an image.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="cid">The image's CID.</param>
    /// <param name="decode">Fetches and decodes the image, should it not be at hand.</param>
    /// <exception cref="ModelException">There is no such model, or it must not be run.</exception>
    public async Task<Classification> ClassifyAsync(string model, string cid, Func<Task<PixelImage>> decode)
    {
        var classifier = classifiers.Get(model);
        var ran = false;
        try
        {
            var result = await results.GetOrAddAsync((cid, classifier.Card.Sha256), async () =>
            {
                ran = true;
                return await classifier.ClassifyAsync(await images.GetOrAddAsync(cid, decode));
            });
            if (ran)
            {
                metrics.Ran(model, result);
            }
            else
            {
                metrics.WasCached(model);
            }

            return result;
        }
        catch
        {
            metrics.Failed(model);
            throw;
        }
    }

    /// <summary>What in an image speaks to a model for the positive class; <see langword="null"/> if it has no heat map.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="cid">The image's CID.</param>
    /// <param name="decode">Fetches and decodes the image, should it not be at hand.</param>
    /// <exception cref="ModelException">There is no such model, or it must not be run.</exception>
    public async Task<HeatMap?> HeatMapAsync(string model, string cid, Func<Task<PixelImage>> decode) =>
        await classifiers.Get(model).HeatMapAsync(await images.GetOrAddAsync(cid, decode));
}
