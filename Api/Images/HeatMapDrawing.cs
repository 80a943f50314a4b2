using System.Threading.RateLimiting;
using PathoChain.Grains;
using PathoChain.Libvips;

namespace PathoChain.Api.Images;

/// <summary>Heat maps as PNGs. One of the largest size takes a core a tenth of a second, so there is an end to how many are drawn at once.</summary>
/// <param name="atOnce">Most that are drawn at once.</param>
/// <param name="waiting">Most that wait for that; beyond it they are refused.</param>
internal sealed class HeatMapDrawing(int atOnce, int waiting) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting });

    /// <summary>A map as a transparent PNG, for an image of this size.</summary>
    /// <exception cref="ClassifierBusyException">Too many wait already.</exception>
    public async Task<byte[]> DrawAsync(HeatMap map, int imageWidth, int imageHeight, CancellationToken cancellationToken)
    {
        using var turn = await _limiter.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired)
        {
            throw new ClassifierBusyException("Too many heat maps are drawn at once; ask for this one again in a few seconds.");
        }

        var (width, height) = HeatMapOverlay.SizeFor(imageWidth, imageHeight);
        return ImageCodec.EncodePng(width, height, HeatMapOverlay.Draw(map, width, height));
    }

    public void Dispose() => _limiter.Dispose();
}
