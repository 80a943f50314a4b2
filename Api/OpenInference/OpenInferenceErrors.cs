using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.Problems;
using PathoChain.Grains;

namespace PathoChain.Api.OpenInference;

/// <summary>Errors as the protocol has them, <c>{"error": …}</c>, where the rest of the API answers problem+json.</summary>
internal static partial class OpenInferenceErrors
{
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (OpenInferenceException error)
        {
            return Answer(context, error.Status, error.Message);
        }
        catch (Exception later) when (later is ClassifierBusyException or ModelReplacedException)
        {
            return Answer(context, StatusCodes.Status503ServiceUnavailable, later.Message);
        }
        catch (Exception lost) when (lost is OrleansMessageRejectionException or TimeoutException)
        {
            return Answer(context, StatusCodes.Status503ServiceUnavailable, ProblemExceptionHandler.OthersTakeOver);
        }
        catch (BadHttpRequestException error)
        {
            return Answer(context, error.StatusCode, error.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenInferenceErrors)), failure);
            return Answer(context, StatusCodes.Status500InternalServerError, "The server failed; its log says what happened.");
        }
    }

    /// <summary>A problem of the rest of the API, said by its words.</summary>
    public static JsonHttpResult<OpenInferenceError> Of(ProblemHttpResult problem) =>
        TypedResults.Json(new OpenInferenceError(problem.ProblemDetails.Detail ?? problem.ProblemDetails.Title!), statusCode: problem.StatusCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request of the Open Inference Protocol failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    private static JsonHttpResult<OpenInferenceError> Answer(EndpointFilterInvocationContext context, int status, string message)
    {
        if (status is StatusCodes.Status503ServiceUnavailable)
        {
            context.HttpContext.Response.Headers.RetryAfter = ProblemExceptionHandler.RetryAfterSeconds;
        }

        return TypedResults.Json(new OpenInferenceError(message), statusCode: status);
    }
}

internal sealed record OpenInferenceError(string Error);
