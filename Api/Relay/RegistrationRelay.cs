using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PathoChain.Api.Hosting;
using PathoChain.Api.Images;
using PathoChain.Api.Problems;
using PathoChain.Grains;
using PathoChain.Registry;
using PathoChain.Registry.Relay;
using PathoChain.Registry.Signing;

namespace PathoChain.Api.Relay;

/// <summary>Checks signed registrations and hands the good ones to the relay.</summary>
internal sealed class RegistrationRelay(
    IGrainFactory grains, Deployment deployment, JsonRpcClient rpc, WatchedSite site, IOptions<SignerOptions> signer, TimeProvider time)
{
    /// <summary>How long a signature that is asked for is good: it cannot be recalled before.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    private readonly SignatureVerifier _signatures = new(rpc, deployment.ChainId);

    private IRelayGrain Relay => grains.GetGrain<IRelayGrain>(RelayKey.Of(deployment.ChainId, signer.Value.GetAccount().ToString()));

    /// <exception cref="ProblemException">No signer is configured here.</exception>
    public void Require()
    {
        if (!signer.Value.IsConfigured)
        {
            throw new ProblemException(Problem.NoRelay, "This server sends no transactions for others: register with your own wallet, or have Chain:Signer:Address configured.");
        }
    }

    /// <summary>The image, if it still has to be registered.</summary>
    /// <exception cref="ProblemException">It does not exist, is erased, or the chain shows its registration.</exception>
    public async Task<ImageStatus> UnregisteredAsync(string cid)
    {
        var image = await ImageApi.KeptAsync(grains, cid);
        return image.Phase is ImagePhase.Confirming or ImagePhase.Registered or ImagePhase.Classifying or ImagePhase.Classified or ImagePhase.Reviewed or ImagePhase.Failed
            ? throw new ProblemException(Problem.AlreadyRegistered, $"The chain shows {cid} as registered already; nothing is left to sign.")
            : image;
    }

    /// <summary>What the registrant's wallet is asked to sign.</summary>
    /// <exception cref="ProblemException">The registrant's registration would not count, or the node could not be asked.</exception>
    public async Task<JsonObject> RequestAsync(ImageStatus image, Address registrant, CancellationToken cancellationToken)
    {
        await RequireStandingAsync(registrant, cancellationToken);
        return TypedDataOf(image, registrant, (time.GetUtcNow() + Validity).ToUnixTimeSeconds()).ToJson();
    }

    /// <summary>Has a signed registration sent.</summary>
    /// <exception cref="ProblemException">
    /// Deadline or signature are no good, the registration would not count, the node could not be asked, too many wait, or another signed registration of the image is under way.
    /// </exception>
    public async Task<RelayedCall> RelayAsync(ImageStatus image, Address registrant, SignedRegistration signed, CancellationToken cancellationToken)
    {
        var deadline = CheckDeadline(signed.Deadline);
        var signature = SignatureText.Read(signed.Signature);
        var verdict = await VerifyAsync(registrant, TypedDataOf(image, registrant, deadline).Hash(), signature, cancellationToken);
        var accepted = verdict as SignatureAccepted ?? throw new ProblemException(Problem.BadSignature, ((SignatureRefused)verdict).Detail);
        if (accepted.By is SignedBy.Key && EcdsaSignature.TryRead(signature, out var read, out _))
        {
            signature = read.ToBytes(); // Some wallets give a v that the contract does not read.
        }

        await RequireStandingAsync(registrant, cancellationToken);
        var digest = Hash32.Parse(image.Image.Digest);
        var data = $"0x{Convert.ToHexStringLower(ImageRegistryAbi.RegisterFor(registrant, digest, deadline, signature))}";
        var call = await Relay.SubmitAsync(new RelayCall(RelayKind.Registration, digest.ToString(), registrant.ToString(), data, image.Cid))
            ?? throw new ProblemException(Problem.RelayBusy, "Too many transactions wait to be sent; send this registration again in a minute.");
        return call.IsAnother ? throw UnderWay(call, image.Cid, registrant) : call;
    }

    /// <summary>What became of an image's signed registration.</summary>
    /// <exception cref="ProblemException">The image does not exist, or no registration of it was signed here.</exception>
    public async Task<RelayedCall> FindAsync(string cid)
    {
        var image = await grains.GetGrain<IImageGrain>(cid).GetAsync() ?? throw ImageApi.NotFound(cid);
        return await Relay.FindAsync(RelayCall.IdOf(RelayKind.Registration, image.Image.Digest))
            ?? throw new ProblemException(Problem.NotRelayed, $"No signed registration of {cid} was sent from here lately.");
    }

    private static ProblemException UnderWay(RelayedCall call, string cid, Address registrant)
    {
        var way = call.TransactionHash is { } hash ? $"under way with transaction {hash}" : "waiting to be sent";
        var follow = $"GET /api/images/{cid}/registration says what becomes of it";
        return new(Problem.RegistrationUnderWay, call.Account == registrant.ToString()
            ? $"What {registrant} signed before is {way}; {follow}. Sign anew only if it is refused."
            : $"What {call.Account} signed is {way}; {follow}. Send this signature again when that is final or refused, or register with your own wallet.");
    }

    private TypedData TypedDataOf(ImageStatus image, Address registrant, long deadline) =>
        new RegistrationRequest(registrant, Hash32.Parse(image.Image.Digest), deadline).ToTypedData(deployment.ChainId, deployment.Address);

    private long CheckDeadline(long? deadline)
    {
        var now = time.GetUtcNow();
        return deadline is { } given && given > now.ToUnixTimeSeconds() && given <= (now + (2 * Validity)).ToUnixTimeSeconds()
            ? given
            : throw new ProblemException(Problem.BadDeadline, $"deadline is {(deadline is null ? "missing" : deadline)}; ask for a registration request anew and sign that: it is good for {Validity.TotalMinutes:0} minutes.");
    }

    private Task<SignatureVerdict> VerifyAsync(Address registrant, Hash32 hash, byte[] signature, CancellationToken cancellationToken) => _signatures
        .VerifyAsync(registrant, hash, signature, cancellationToken)
        .OrUnavailableAsync($"This is no signature of the key of {registrant}, and its contract could not be asked");

    /// <summary>Where a site is configured, only who speaks for it now is paid for: no other registration would count.</summary>
    private async Task RequireStandingAsync(Address registrant, CancellationToken cancellationToken)
    {
        if (site.Directory is { } directory
            && !await directory.SpokeAsync(registrant, time.GetUtcNow(), cancellationToken).OrUnavailableAsync($"Whether {registrant} speaks for site {directory.Site} could not be asked"))
        {
            throw new ProblemException(
                Problem.NotOfSite, $"{registrant} does not speak for site {directory.Site} now, so its registration would not count: sign with an account that does, or have the site's admin grant it the role uploader.");
        }
    }
}
