using PathoChain.Api.Images;
using PathoChain.Api.Problems;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Api.Attestation;

/// <summary>That the registrant of an image stands by what the models found in it: the call that its wallet sends, and whether the chain has it.</summary>
internal static class AttestationApi
{
    public static void MapAttestations(this WebApplication app) => app.MapGet("/api/images/{cid}/attestation", GetAsync)
        .WithTags("Images")
        .WithName("GetAttestation")
        .WithSummary("The call by which the registrant's wallet attests to the result on the chain, and whether it did")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<AttestationView> GetAsync(
        string cid, IGrainFactory grains, ResultStatements statements, ImageRegistryViews registry, Deployment deployment, CancellationToken cancellationToken)
    {
        var status = await grains.GetGrain<IImageGrain>(ImageApi.Parse(cid)).GetAsync() ?? throw ImageApi.NotFound(cid);
        if (status is not { Result: { } result, Registration: { Standing: not Standing.DoesNotSpeak } registration } || registration.Confirmations < registration.Required)
        {
            throw new ProblemException(Problem.NotClassified, $"Only the result of an image that is registered and classified can be attested to: wait until {cid} is.");
        }

        var (image, registrant) = (Hash32.Parse(status.Image.Digest), Address.Parse(registration.Registrant));
        const string Otherwise = "Whether the result is attested to cannot be told now";
        var found = await registry.AttestationOfAsync(registrant, image, cancellationToken).OrUnavailableAsync(Otherwise);
        var revocation = await registry.RevocationOfAsync(registrant, image, cancellationToken).OrUnavailableAsync(Otherwise);
        var statement = statements.Of(cid, result);
        return new AttestationView(
            statement.ToJson(),
            statement.Digest.ToString(),
            statement.ModelsDigest.ToString(),
            registrant.ToString(),
            new AttestationCall(deployment.ChainId, deployment.Address.ToString(), statement.AttestCall(image)),
            found is null ? null : new AttestedView(found.At, WhichOf(found)),
            revocation?.At);

        AttestedResult WhichOf(AttestationRecord attestation) => statement.IsOf(attestation)
            ? AttestedResult.Present
            : status.EarlierResults?.Any(earlier => statements.Of(cid, earlier).IsOf(attestation)) is true
            ? AttestedResult.Earlier
            : AttestedResult.Unknown;
    }
}
