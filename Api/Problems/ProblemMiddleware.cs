using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PathoChain.Api.Problems;

internal static class ProblemMiddleware
{
    /// <summary>Every error leaves as problem+json, or in the form of the protocol below <c>/v2</c>: typed ones with their code, unknown routes and methods too, and the rest as a bare 500.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = _ => StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = context => context.Exception is
                ProblemException or Content.IntakeException or BadHttpRequestException or OrleansMessageRejectionException
                or Grains.ClassifierBusyException or Grains.ModelReplacedException,
        });
        app.UseStatusCodePages(context => Of(context.HttpContext).AnswerAsync(context.HttpContext));
    }

    /// <summary>What has been answered with a status alone: by routing, or by what reads JSON when the body grows too large.</summary>
    private static ProblemHttpResult Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge =>
            Problem.BodyTooLarge.Because($"A body may have {context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize} bytes here; send a smaller one."),
        StatusCodes.Status404NotFound => Bare(context, $"Nothing is at {context.Request.Path}; GET /openapi/v1.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => Bare(context, $"{context.Request.Path} takes no {context.Request.Method}, but {context.Response.Headers.Allow}."),
        StatusCodes.Status415UnsupportedMediaType => Bare(context, $"{context.Request.Path} takes no body of this Content-Type; GET /openapi/v1.json says which it takes."),
        _ => Bare(context, detail: null),
    };

    private static ProblemHttpResult Bare(HttpContext context, string? detail) => TypedResults.Problem(detail, statusCode: context.Response.StatusCode);
}
