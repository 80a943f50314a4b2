using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.OpenInference;

namespace PathoChain.Api.Problems;

internal static class ProblemForm
{
    /// <summary>Answers with a problem in the form of what was asked: below <c>/v2</c> the protocol's, else problem+json.</summary>
    public static Task AnswerAsync(this ProblemHttpResult problem, HttpContext context) => context.Request.Path.StartsWithSegments("/v2")
        ? OpenInferenceErrors.Of(problem).ExecuteAsync(context)
        : problem.ExecuteAsync(context);
}
