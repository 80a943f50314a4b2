namespace PathoChain.Api.Access;

/// <summary>Marks what pathologists ask for, and nobody else, where people sign in.</summary>
internal sealed class ForPathologists
{
    internal static readonly ForPathologists Mark = new();

    public static bool IsOn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ForPathologists>() is not null;
}

internal static class PathologistEndpoints
{
    public static RouteHandlerBuilder OnlyForPathologists(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(ForPathologists.Mark)
        .ProducesProblem(StatusCodes.Status403Forbidden);
}
