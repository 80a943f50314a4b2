using Microsoft.AspNetCore.Mvc;

namespace PathoChain.Api.Hosting;

/// <summary>The limit of bodies that are a few fields of JSON. Uploads and inference have larger ones of their own, within what all of them may take together.</summary>
internal static class SmallBody
{
    /// <summary>The longest signature that is taken, in hex, has a quarter of it.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>Refuses a larger body before it is read to its end.</summary>
    public static RouteHandlerBuilder WithSmallBody(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
}
