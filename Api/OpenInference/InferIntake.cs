using System.Threading.RateLimiting;
using PathoChain.Api.Hosting;
using PathoChain.Grains;

namespace PathoChain.Api.OpenInference;

/// <summary>
/// From the bytes of a request to what a model gives for them. A body is read without a turn, within what all of them may have, so that those who send
/// slowly keep nobody waiting; only whole ones take turns.
/// </summary>
internal sealed class InferIntake(IGrainFactory grains, TimeProvider time) : IDisposable
{
    /// <summary>Bytes of all bodies that are in memory; the largest have 30 MB.</summary>
    private const long MaxBodyBytes = 256 * 1024 * 1024;

    /// <summary>Requests whose values are in memory at once, 5 MB at most of each.</summary>
    private static readonly int AtOnce = Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly BodyBudget _bodies = new(MaxBodyBytes);
    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 4 * AtOnce });

    /// <exception cref="OpenInferenceException">The request is none, or not for this model.</exception>
    /// <exception cref="BadHttpRequestException">Its body took too long.</exception>
    /// <exception cref="ClassifierBusyException">There are too many.</exception>
    public async Task<InferResponse> InferAsync(InferModel model, HttpRequest request, CancellationToken cancellationToken)
    {
        using var share = _bodies.Open();
        var body = await InferRequest.ReadAsync(request, model.MaxBytes, share, time, cancellationToken);
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired)
        {
            throw InferRequest.TooMany();
        }

        var asked = InferRequest.Parse(body.Span);
        return model.Answer(asked, await grains.GetGrain<IModelGrain>(model.Name).InferAsync(model.Version, model.Accept(asked), cancellationToken));
    }

    public void Dispose() => _turns.Dispose();
}
