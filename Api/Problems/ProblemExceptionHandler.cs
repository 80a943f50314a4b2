using Microsoft.AspNetCore.Diagnostics;
using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Api.Problems;

/// <summary>Turns typed errors of the edge into problem+json; anything else stays a 500 without details.</summary>
internal sealed class ProblemExceptionHandler : IExceptionHandler
{
    /// <summary>Instead of Orleans' own words, which name machines.</summary>
    public const string OthersTakeOver = "The silo that holds this does not answer; if it is lost, another one takes over within a minute. No image is lost: try again.";

    /// <summary>When it is worth to ask again what could not be answered.</summary>
    public const string RetryAfterSeconds = "5";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            ProblemException known => known.Problem,
            IntakeException intake => Of(intake.Problem),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.BodyTooLarge,
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Problem.TooSlow,
            BadHttpRequestException { StatusCode: var status } => Problem.BadRequest with { Status = status },
            ClassifierBusyException => Problem.ClassifierBusy,
            ModelReplacedException => Problem.ModelReplaced,
            OrleansMessageRejectionException or TimeoutException => Problem.SiloUnavailable,
            _ when DiskFull.IsCauseOf(exception) => Problem.StorageFull,
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        if (problem.Status is StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        await problem.Because(DetailOf(exception)).AnswerAsync(httpContext);
        return true;
    }

    private static string DetailOf(Exception exception) => exception switch
    {
        OrleansMessageRejectionException or TimeoutException => OthersTakeOver,
        _ when DiskFull.IsCauseOf(exception) => DiskFull.Fix,
        BadHttpRequestException => BadRequestDetail.Of(exception),
        _ => exception.Message,
    };

    private static Problem Of(IntakeProblem problem) => problem switch
    {
        IntakeProblem.EmptyFile => Problem.EmptyFile,
        IntakeProblem.FileTooLarge => Problem.FileTooLarge,
        IntakeProblem.UnsupportedFormat => Problem.UnsupportedFormat,
        IntakeProblem.TruncatedImage => Problem.TruncatedImage,
        IntakeProblem.TooManyPixels => Problem.TooManyPixels,
        IntakeProblem.TrailingBytes => Problem.TrailingBytes,
        IntakeProblem.CorruptImage => Problem.CorruptImage,
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Unknown intake problem."),
    };
}
