using System.Net;

namespace PathoChain.Dev.Demo;

/// <summary>The API answered with an error; the message carries its problem+json.</summary>
public sealed class ApiException(HttpStatusCode status, string body) : Exception($"The API answered {(int)status}: {body}");
