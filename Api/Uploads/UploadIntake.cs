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

    /// <summary>
    /// An image may take a core and 40 megapixels of memory while it is decoded, and five times its PNG while it is stored and read back. The store is this
    /// machine's disk, which is slow for all or for none.
    /// </summary>
    private readonly SemaphoreSlim _inHand = new(Environment.ProcessorCount);

    /// <exception cref="ProblemException">The request is malformed, or its key was used for another file.</exception>
    /// <exception cref="IntakeException">The file is not an image that may come in.</exception>
    public async Task<ImageStatus> TakeInAsync(HttpRequest request, Priority priority, CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Read(request);
        var bytes = await UploadReader.ReadAsync(request, time, cancellationToken);
        var fingerprint = siteKey.Fingerprint(bytes.Span);

        // Clients choose the key and may put anything into it, so only its MAC is kept.
        var submissions = grains.GetGrain<ISubmissionGrain>(siteKey.Fingerprint(Encoding.ASCII.GetBytes(key)));
        var submission = await submissions.GetAsync()
            ?? await submissions.ClaimAsync(await StoreAsync(bytes, fingerprint, priority, cancellationToken));
        if (submission.Fingerprint != fingerprint)
        {
            throw new ProblemException(Problem.IdempotencyKeyReused, "This Idempotency-Key came with another file before; use a new key for a new file.");
        }

        var image = grains.GetGrain<IImageGrain>(submission.Cid);
        if (submission.Image is not { } made)
        {
            return (await image.GetAsync())!;
        }

        var created = await image.CreateAsync(made);
        await submissions.SettleAsync();
        return created;
    }

    public void Dispose() => _inHand.Dispose();

    private async Task<Submission> StoreAsync(ReadOnlyMemory<byte> bytes, string fingerprint, Priority priority, CancellationToken cancellationToken)
    {
        await _inHand.WaitAsync(cancellationToken);
        try
        {
            var clean = await Task.Run(() => ImageIntake.Clean(bytes), cancellationToken);
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
        finally
        {
            _inHand.Release();
        }
    }
}
