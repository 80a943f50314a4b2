namespace PathoChain.Content;

/// <summary>An upload was refused. The message names the offending value and what to do, and holds nothing from inside the image.</summary>
public sealed class IntakeException(IntakeProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    public IntakeProblem Problem { get; } = problem;
}
