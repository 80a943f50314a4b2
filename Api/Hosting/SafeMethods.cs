namespace PathoChain.Api.Hosting;

internal static class SafeMethods
{
    /// <summary>Whether a request asks to read and for nothing else (RFC 9110, 9.2.1).</summary>
    public static bool IsSafe(this HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
}
