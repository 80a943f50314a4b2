using Microsoft.AspNetCore.Http.HttpResults;

namespace PathoChain.Api.Problems;

/// <summary>A kind of error answer (RFC 9457): stable <paramref name="Code"/> for programs, <paramref name="Title"/> for people.</summary>
public sealed record Problem(string Code, int Status, string Title)
{
    public static readonly Problem BadRequest = new("bad-request", StatusCodes.Status400BadRequest, "The request is not well formed");
    public static readonly Problem UnknownHost = new("unknown-host", StatusCodes.Status400BadRequest, "Not a host of this server");
    public static readonly Problem BadCid = new("bad-cid", StatusCodes.Status400BadRequest, "Not a CID of this system");
    public static readonly Problem MissingIdempotencyKey = new("missing-idempotency-key", StatusCodes.Status400BadRequest, "Idempotency-Key is missing or malformed");
    public static readonly Problem EmptyFile = new("empty-file", StatusCodes.Status400BadRequest, "The file is empty");
    public static readonly Problem SignInRequired = new("sign-in-required", StatusCodes.Status401Unauthorized, "Nobody is signed in");
    public static readonly Problem SignInRefused = new("sign-in-refused", StatusCodes.Status401Unauthorized, "The message signs nobody in");
    public static readonly Problem AccountNotAllowed = new("account-not-allowed", StatusCodes.Status403Forbidden, "The account may not sign in");
    public static readonly Problem MayOnlyRead = new("may-only-read", StatusCodes.Status403Forbidden, "The account may only read");
    public static readonly Problem NotAPathologist = new("not-a-pathologist", StatusCodes.Status403Forbidden, "The account is no pathologist's");
    public static readonly Problem OtherSite = new("other-site", StatusCodes.Status403Forbidden, "A page of another site asks");
    public static readonly Problem ImageNotFound = new("image-not-found", StatusCodes.Status404NotFound, "No such image");
    public static readonly Problem VoteNotFound = new("vote-not-found", StatusCodes.Status404NotFound, "No vote of such a model");
    public static readonly Problem NoHeatMap = new("no-heat-map", StatusCodes.Status404NotFound, "The model has no heat map");
    public static readonly Problem ModelNotFound = new("model-not-found", StatusCodes.Status404NotFound, "No such model");
    public static readonly Problem NoEnsemble = new("no-ensemble", StatusCodes.Status404NotFound, "The models have no card of an ensemble");
    public static readonly Problem PlotNotFound = new("plot-not-found", StatusCodes.Status404NotFound, "No such plot");
    public static readonly Problem NoRelay = new("no-relay", StatusCodes.Status404NotFound, "No relay here");
    public static readonly Problem NotRelayed = new("not-relayed", StatusCodes.Status404NotFound, "No signed registration was sent from here");
    public static readonly Problem TooSlow = new("too-slow", StatusCodes.Status408RequestTimeout, "The body came too slowly");
    public static readonly Problem AlreadyRegistered = new("already-registered", StatusCodes.Status409Conflict, "The image is registered");
    public static readonly Problem RegistrationUnderWay = new("registration-under-way", StatusCodes.Status409Conflict, "Another signed registration is under way");
    public static readonly Problem NotClassified = new("not-classified", StatusCodes.Status409Conflict, "The image is not classified yet");
    public static readonly Problem ResultReplaced = new("result-replaced", StatusCodes.Status409Conflict, "The image has another result");
    public static readonly Problem NotSignedOff = new("not-signed-off", StatusCodes.Status409Conflict, "The review could not be kept");
    public static readonly Problem NotFailed = new("not-failed", StatusCodes.Status409Conflict, "The image did not fail");
    public static readonly Problem ResultCurrent = new("result-current", StatusCodes.Status409Conflict, "The result is up to date");
    public static readonly Problem ModelReplaced = new("model-replaced", StatusCodes.Status409Conflict, "The model that voted is no longer served");
    public static readonly Problem ImageErased = new("image-erased", StatusCodes.Status410Gone, "The image is erased");
    public static readonly Problem FileTooLarge = new("file-too-large", StatusCodes.Status413PayloadTooLarge, "The file is too large");
    public static readonly Problem BodyTooLarge = new("body-too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large");
    public static readonly Problem UnsupportedFormat = new("unsupported-format", StatusCodes.Status415UnsupportedMediaType, "Not a PNG, JPEG or TIFF image");
    public static readonly Problem TruncatedImage = new("truncated-image", StatusCodes.Status422UnprocessableEntity, "The image ends too early");
    public static readonly Problem TooManyPixels = new("too-many-pixels", StatusCodes.Status422UnprocessableEntity, "The image has too many pixels");
    public static readonly Problem TrailingBytes = new("trailing-bytes", StatusCodes.Status422UnprocessableEntity, "Bytes follow the end of the image");
    public static readonly Problem CorruptImage = new("corrupt-image", StatusCodes.Status422UnprocessableEntity, "The image cannot be decoded");
    public static readonly Problem IdempotencyKeyReused = new("idempotency-key-reused", StatusCodes.Status422UnprocessableEntity, "Idempotency-Key was used for another file");
    public static readonly Problem BadSignature = new("bad-signature", StatusCodes.Status422UnprocessableEntity, "The signature is not the account's");
    public static readonly Problem BadDeadline = new("bad-deadline", StatusCodes.Status422UnprocessableEntity, "The signature is good for too long, or no longer");
    public static readonly Problem BadVerdict = new("bad-verdict", StatusCodes.Status422UnprocessableEntity, "Not a verdict on such a result");
    public static readonly Problem BadIssueTime = new("bad-issue-time", StatusCodes.Status422UnprocessableEntity, "The review was not signed just now");
    public static readonly Problem NotOfSite = new("not-of-site", StatusCodes.Status422UnprocessableEntity, "The account does not speak for the site");
    public static readonly Problem TooManySignIns = new("too-many-sign-ins", StatusCodes.Status429TooManyRequests, "Too many sign-ins at once");
    public static readonly Problem Busy = new("busy", StatusCodes.Status503ServiceUnavailable, "Too much at once");
    public static readonly Problem ClassifierBusy = new("classifier-busy", StatusCodes.Status503ServiceUnavailable, "Too much waits for the models");
    public static readonly Problem RelayBusy = new("relay-busy", StatusCodes.Status503ServiceUnavailable, "Too many transactions wait to be sent");
    public static readonly Problem SiloUnavailable = new("silo-unavailable", StatusCodes.Status503ServiceUnavailable, "A part of the system does not answer");
    public static readonly Problem ChainUnavailable = new("chain-unavailable", StatusCodes.Status503ServiceUnavailable, "The chain cannot be asked");
    public static readonly Problem StorageFull = new("storage-full", StatusCodes.Status507InsufficientStorage, "The disk is full");

    public string Type => $"urn:pathochain:problem:{Code}";

    /// <summary>The answer, with a sentence about this very case that names the value and the fix.</summary>
    public ProblemHttpResult Because(string detail) => TypedResults.Problem(detail, statusCode: Status, title: Title, type: Type);
}
