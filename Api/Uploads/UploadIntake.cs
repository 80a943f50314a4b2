using System.Text;
using PathoChain.Api.Problems;
using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Api.Uploads;

/// <summary>From the bytes of a request to an image in the care of its grain. Nothing is stored until intake has accepted the bytes.</summary>
internal sealed class UploadIntake(ImageVault vault, SiteKey siteKey, IGrainFactory grains, TimeProvider time) : IDisposable
{
    /// <summary>Name of the limit on uploads at once.</summary>
    public const string Policy = "uploads";

    /// <summary>Decoding may take 40 megapixels of memory and a core of its own.</summary>
    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);

    /// <exception cref="ProblemException">The request is malformed, or its key was used for another file.</exception>
    /// <exception cref="IntakeException">The file is not an image that may come in.</exception>
    public async Task<ImageStatus> TakeInAsync(HttpRequest request, Priority priority, CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Read(request);
        var bytes = await UploadReader.ReadAsync(request, cancellationToken);
        var fingerprint = siteKey.Fingerprint(bytes.Span);

        // Clients choose the key and may put anything into it, so only its MAC is kept.
        var submissions = grains.GetGrain<ISubmissionGrain>(siteKey.Fingerprint(Encoding.ASCII.GetBytes(key)));
        var submission = await submissions.GetAsync()
            ?? await submissions.ClaimAsync(await StoreAsync(bytes, fingerprint, priority, cancellationToken));
        if (submission.Fingerprint != fingerprint)
        {
            throw new ProblemException(Problem.IdempotencyKeyReused, "This Idempotency-Key came with another file before; use a new key for a new file.");
        }

        return await grains.GetGrain<IImageGrain>(submission.Cid).CreateAsync(submission.Image);
    }

    public void Dispose() => _cores.Dispose();

    private async Task<Submission> StoreAsync(ReadOnlyMemory<byte> bytes, string fingerprint, Priority priority, CancellationToken cancellationToken)
    {
        var clean = await CleanAsync(bytes, cancellationToken);
        var stored = await vault.StoreAsync(clean, cancellationToken);
        var image = new StoredImage(
            "0x" + Convert.ToHexStringLower(stored.Digest),
            clean.Width,
            clean.Height,
            clean.SourceFormat.ToString().ToLowerInvariant(),
            stored.EnvelopeBytes,
            new WrappedKey(stored.WrappedKey.KeyId, Convert.ToBase64String(stored.WrappedKey.Bytes)),
            time.GetUtcNow(),
            priority);
        return new Submission(fingerprint, stored.Cid.ToString(), image);
    }

    private async Task<CleanImage> CleanAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => ImageIntake.Clean(bytes), cancellationToken);
        }
        finally
        {
            _cores.Release();
        }
    }
}
