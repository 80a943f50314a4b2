namespace PathoChain.Api.Problems;

/// <summary>Ends a request with a problem from wherever it is found.</summary>
public sealed class ProblemException(Problem problem, string detail) : Exception(detail)
{
    public Problem Problem { get; } = problem;
}
