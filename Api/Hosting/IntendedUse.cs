namespace PathoChain.Api.Hosting;

/// <summary>Says what answers may be used for, to programs that show no page.</summary>
internal static class IntendedUse
{
    public const string Header = "Intended-Use";
    public const string Value = "research";

    private const string Statement = "Research use only. Not a medical device: nothing that is said of an image may guide the care of a patient.";

    /// <summary>Has the description of the HTTP API say so too.</summary>
    public static void AddTo(IServiceCollection services) => services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "PathoChain";
        document.Info.Description = Statement;
        return Task.CompletedTask;
    }));
}
