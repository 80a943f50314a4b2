using System.Diagnostics;
using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>Runs models on images by CID: an image is decoded once for all models, and no model is run twice on one image while the result is kept.</summary>
public sealed class ModelRunner(
    ClassifierPool classifiers, ImageGate gate, DecodedImageCache images, ClassificationCache results, InferenceMetrics metrics)
{
    /// <summary>The card of a model, which is started if it was not.</summary>
    /// <exception cref="ModelException">There is no such model, or it must not be run.</exception>
    public ModelCard Start(string model) => classifiers.Get(model).Card;

    /// <summary>Keeps the pixels of an image no more.</summary>
    public void Forget(string cid) => images.Forget(cid);

    /// <summary>What a model says of an image.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="cid">The image's CID.</param>
    /// <param name="lane">Where it waits, should it have to be run.</param>
    /// <param name="decode">Fetches and decodes the image, should it not be at hand.</param>
    /// <param name="cancellationToken">Ends the wait, and gives up the place if nobody else waits for the same; a run that has begun ends by itself.</param>
    /// <exception cref="ModelException">There is no such model, or it must not be run.</exception>
    /// <exception cref="InferenceBusyException">Too much waits already.</exception>
    public async Task<Classification> ClassifyAsync(
        string model, string cid, Lane lane, Func<Task<PixelImage>> decode, CancellationToken cancellationToken = default)
    {
        var classifier = classifiers.Get(model);
        var ran = false;
        Func<CancellationToken, Task<Classification>> run = async nobodyWaits =>
        {
            ran = true;
            var asked = Stopwatch.GetTimestamp();
            using var place = await gate.EnterAsync(lane, nobodyWaits);
            var waited = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            var image = await ImageAsync(cid, decode);
            var classified = await classifier.ClassifyAsync(image.Pixels, lane, nobodyWaits);
            return classified with
            {
                Warnings = [.. image.Warnings(classifier.Card.Scale), .. classified.Warnings],
                QueuedMilliseconds = waited + classified.QueuedMilliseconds,
            };
        };
        var result = await CountFailure(model, lane, () => results.GetOrAddAsync((cid, classifier.Card.Sha256), run, cancellationToken));
        if (ran)
        {
            metrics.Ran(model, lane, result);
        }
        else
        {
            metrics.WasCached(model);
        }

        return result;
    }

    /// <summary>What a model gives for an input that is ready; see <see cref="OnnxClassifier.InferAsync"/>.</summary>
    public async Task<IReadOnlyList<NamedTensor>> InferAsync(string model, float[] values, CancellationToken cancellationToken)
    {
        var outputs = await CountFailure(model, Lane.Routine, async () =>
        {
            using var place = await gate.EnterAsync(Lane.Routine, cancellationToken);
            return await classifiers.Get(model).InferAsync(values, Lane.Routine, cancellationToken);
        });
        metrics.WasInferred(model);
        return outputs;
    }

    /// <summary>What in an image speaks to a model for the positive class; <see langword="null"/> if it has no heat map.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="cid">The image's CID.</param>
    /// <param name="decode">Fetches and decodes the image, should it not be at hand.</param>
    /// <param name="cancellationToken">Ends the wait, not the run.</param>
    /// <exception cref="ModelException">There is no such model, or it must not be run.</exception>
    /// <exception cref="InferenceBusyException">Too much waits already.</exception>
    public async Task<HeatMap?> HeatMapAsync(string model, string cid, Func<Task<PixelImage>> decode, CancellationToken cancellationToken)
    {
        var map = await CountFailure(model, Lane.Routine, async () =>
        {
            var classifier = classifiers.Get(model);
            using var place = await gate.EnterAsync(Lane.Routine, cancellationToken);
            return await classifier.HeatMapAsync((await ImageAsync(cid, decode)).Pixels, cancellationToken);
        });
        metrics.WasExplained(model);
        return map;
    }

    /// <summary>Whoever gives up, the place at the gate is held for as long as the image is being decoded, which takes the memory.</summary>
    private Task<DecodedImage> ImageAsync(string cid, Func<Task<PixelImage>> decode) =>
        images.GetOrAddAsync(cid, async _ => DecodedImage.Of(await decode()), CancellationToken.None);

    private async Task<T> CountFailure<T>(string model, Lane lane, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (InferenceBusyException)
        {
            metrics.Shed(model, lane);
            throw;
        }
        catch (OperationCanceledException)
        {
            metrics.WasCancelled(model);
            throw;
        }
        catch
        {
            metrics.Failed(model);
            throw;
        }
    }
}
