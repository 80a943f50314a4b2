namespace PathoChain.Api.Access;

/// <summary>Marks what pathologists ask for, and nobody else, where people sign in.</summary>
internal sealed class ForPathologists
{
    private static readonly ForPathologists Mark = new();

    public static void Add(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(Mark);

    public static bool IsOn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ForPathologists>() is not null;
}
