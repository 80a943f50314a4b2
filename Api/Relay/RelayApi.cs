using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.Hosting;
using PathoChain.Api.Images;
using PathoChain.Api.Problems;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Api.Relay;

/// <summary>Registering by signature alone: the wallet signs, this server's external signer sends and pays.</summary>
internal static class RelayApi
{
    public static void MapRelay(this WebApplication app)
    {
        var images = app.MapGroup("/api/images/{cid}").WithTags("Images");

        images.MapGet("/registration-request", RequestAsync)
            .WithName("GetRegistrationRequest")
            .WithSummary("The typed data (EIP-712) whose signature registers an image for an account")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        images.MapPost("/registration", RegisterAsync)
            .WithName("RelayRegistration")
            .WithSummary("Takes a signed registration; it is sent once and followed until it is final")
            .WithSmallBody()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        images.MapGet("/registration", FindAsync)
            .WithName("GetRelayedRegistration")
            .WithSummary("What became of a signed registration, and why it was refused if it was")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<JsonObject> RequestAsync(string cid, string? registrant, RegistrationRelay relay, CancellationToken cancellationToken)
    {
        relay.Require();
        return await relay.RequestAsync(await relay.UnregisteredAsync(ImageApi.Parse(cid)), ReadAccount(registrant), cancellationToken);
    }

    private static async Task<Accepted<RelayedCallView>> RegisterAsync(string cid, SignedRegistration signed, RegistrationRelay relay, CancellationToken cancellationToken)
    {
        relay.Require();
        var image = await relay.UnregisteredAsync(ImageApi.Parse(cid));
        var call = await relay.RelayAsync(image, ReadAccount(signed.Registrant), signed, cancellationToken);
        return TypedResults.Accepted($"/api/images/{image.Cid}/registration", RelayedCallView.Of(call));
    }

    private static async Task<RelayedCallView> FindAsync(string cid, RegistrationRelay relay)
    {
        relay.Require();
        return RelayedCallView.Of(await relay.FindAsync(ImageApi.Parse(cid)));
    }

    private static Address ReadAccount(string? text) => Address.TryParse(text, out var account)
        ? account
        : throw new ProblemException(Problem.BadRequest, "registrant is not an address: 0x and 40 hex digits, whose case, if mixed, is the EIP-55 checksum.");
}

/// <summary>Body of a signed registration.</summary>
/// <param name="Registrant">Account that signed, EIP-55.</param>
/// <param name="Deadline">The deadline that was signed, Unix seconds.</param>
/// <param name="Signature">0x and hex.</param>
internal sealed record SignedRegistration(string? Registrant, long? Deadline, string? Signature);

/// <summary>What became of a signed registration.</summary>
/// <param name="TransactionHash">The newest transaction that carries it, or the one that its event came in.</param>
/// <param name="Reason">Why it was refused, one sentence.</param>
internal sealed record RelayedCallView(RelayPhase Phase, string? TransactionHash, string? Reason)
{
    public static RelayedCallView Of(RelayedCall call) => new(call.Phase, call.TransactionHash, call.Reason);
}
