namespace PathoChain.Inference;

/// <summary>A model that must not or cannot be run. The message names the file and the fix.</summary>
public sealed class ModelException : Exception
{
    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
