namespace PathoChain.Api.Hosting;

/// <summary>Says with every answer what it may be used for, to programs that show no page.</summary>
internal static class IntendedUse
{
    private const string Statement = "Research use only. Not a medical device: nothing that is said of an image may guide the care of a patient.";

    /// <summary>The description of the HTTP API says so too.</summary>
    public static void AddTo(IServiceCollection services) => services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "PathoChain";
        document.Info.Description = Statement;
        return Task.CompletedTask;
    }));

    public static void UseIntendedUse(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/v2"))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers["Intended-Use"] = "research";
                return Task.CompletedTask;
            });
        }

        return next(context);
    });
}
