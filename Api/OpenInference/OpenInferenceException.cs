namespace PathoChain.Api.OpenInference;

/// <summary>Ends a request of the protocol with its own error object.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="message">What is wrong and how to mend it.</param>
internal sealed class OpenInferenceException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static OpenInferenceException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
