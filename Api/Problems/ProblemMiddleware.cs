namespace PathoChain.Api.Problems;

internal static class ProblemMiddleware
{
    /// <summary>Every error leaves as problem+json: typed ones with their code, unknown routes and methods too, and the rest as a bare 500.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = _ => StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = context => context.Exception is
                ProblemException or Content.IntakeException or BadHttpRequestException or Grains.ClassifierBusyException or OrleansMessageRejectionException,
        });
        app.UseStatusCodePages();
    }
}
