using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

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
                ProblemException or Content.IntakeException or BadHttpRequestException or OrleansMessageRejectionException
                or Grains.ClassifierBusyException or Grains.ModelReplacedException,
        });
        app.UseStatusCodePages(context => Of(context.HttpContext).ExecuteAsync(context.HttpContext));
    }

    /// <summary>What has been answered with a status alone: by routing, or by what reads JSON when the body grows too large.</summary>
    private static ProblemHttpResult Of(HttpContext context) => context.Response.StatusCode is StatusCodes.Status413PayloadTooLarge
        ? Problem.BodyTooLarge.Because($"A body may have {context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize} bytes here; send a smaller one.")
        : TypedResults.Problem(statusCode: context.Response.StatusCode);
}
