using Microsoft.Net.Http.Headers;

namespace PathoChain.Api.Hosting;

internal static class AnswerHeaders
{
    // Wallets inject their own scripts; the page itself loads nothing from elsewhere. A devnet's node is asked on loopback.
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' http://127.0.0.1:* http://localhost:*; "
        + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // At the last moment: what is set earlier is dropped when an error takes the place of the answer.
    public static void UseAnswerHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/v2"))
        {
            headers.TryAdd(HeaderNames.CacheControl, "no-store");
            headers[IntendedUse.Header] = IntendedUse.Value;
        }
    }
}
