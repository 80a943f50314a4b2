using System.Text;
using PathoChain.Api.Hosting;
using PathoChain.Api.Problems;
using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Api.Uploads;

/// <summary>From the bytes of a request to an image in the care of its grain. Nothing is stored until intake has accepted the bytes.</summary>
internal sealed class UploadIntake(ImageVault vault, SiteKey siteKey, IGrainFactory grains, TimeProvider time) : IDisposable
{
    /// <summary>Name of the limit on uploads at once.</summary>
    public const string Policy = "uploads";

    /// <summary>What is said where there are too many of them.</summary>
    public const string TooMany = "Uploads queue up faster than they are taken in; send this one again in a few seconds.";

    /// <summary>Bytes of all files that are in memory until they are stored: eight of the largest.</summary>
    private const long MaxBodyBytes = 8 * UploadReader.MaxBytes;

    /// <summary>
    /// An image may take a core and 40 megapixels of memory while it is decoded, and five times its PNG while it is stored and read back. The store is this
    /// machine's disk, which is slow for all or for none.
    /// </summary>
    private readonly SemaphoreSlim _inHand = new(Environment.ProcessorCount);

    private readonly BodyBudget _bodies = new(MaxBodyBytes);

    /// <exception cref="ProblemException">The request is malformed, its key was used for another file, or there are too many.</exception>
    /// <exception cref="IntakeException">The file is not an image that may come in.</exception>
    public async Task<ImageStatus> TakeInAsync(HttpRequest request, Priority priority, CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Read(request);
        using var share = _bodies.Open();
        var bytes = await UploadReader.ReadAsync(request, share, time, cancellationToken);
        var fingerprint = siteKey.Fingerprint(bytes.Span);

        // Clients choose the key and may put anything into it, so only its MAC is kept.
        var submissions = grains.GetGrain<ISubmissionGrain>(siteKey.Fingerprint(Encoding.ASCII.GetBytes(key)));
        var submission = await submissions.GetAsync()
            ?? await SubmitAsync(submissions, bytes, fingerprint, priority, cancellationToken);
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

    private async Task<Submission> SubmitAsync(
        ISubmissionGrain submissions, ReadOnlyMemory<byte> bytes, string fingerprint, Priority priority, CancellationToken cancellationToken)
    {
        var (submission, stored) = await StoreAsync(bytes, fingerprint, priority, cancellationToken);

        // A claim that fails may have been kept all the same: its blocks stay.
        var first = await submissions.ClaimAsync(submission);
        if (first.Cid != submission.Cid)
        {
            vault.Discard(stored);
        }

        return first;
    }

    private async Task<(Submission Submission, StoredEnvelope Stored)> StoreAsync(
        ReadOnlyMemory<byte> bytes, string fingerprint, Priority priority, CancellationToken cancellationToken)
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
                priority,
                siteKey.Fingerprint(clean));
            return (new(fingerprint, stored.Cid.ToString(), image), stored);
        }
        finally
        {
            _inHand.Release();
        }
    }
}
