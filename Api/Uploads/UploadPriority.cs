using PathoChain.Api.Problems;
using PathoChain.Grains;

namespace PathoChain.Api.Uploads;

/// <summary>How urgent an upload is, as <c>?priority=stat</c> says it.</summary>
internal static class UploadPriority
{
    /// <exception cref="ProblemException">It is neither <c>routine</c> nor <c>stat</c>.</exception>
    public static Priority Parse(string? text) => text switch
    {
        null or "routine" => Priority.Routine,
        "stat" => Priority.Stat,
        _ => throw new ProblemException(Problem.BadRequest, "priority is neither 'routine' nor 'stat'; leave it out for routine."),
    };
}
