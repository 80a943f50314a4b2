using PathoChain.Api.Problems;

namespace PathoChain.Api.Hosting;

/// <summary>
/// Keeps pages of other sites from having something changed in a visitor's name, as a plain form can where no body or header is asked for. Browsers say where a
/// request comes from: by Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/), or by Origin where a page came by plain HTTP from another machine. Other
/// programs say nothing, and act in nobody's name.
/// </summary>
internal static class OtherSites
{
    private const string Site = "Sec-Fetch-Site";

    /// <summary>Refuses what may change something if another site's page asks for it.</summary>
    public static void RefuseOtherSites(this WebApplication app) => app.Use((context, next) => context.Request.IsSafe() || IsOurs(context.Request)
        ? next(context)
        : Problem.OtherSite.Because("Only this server's own page may ask for that, or a program that is no browser: a page elsewhere would act in your name.").AnswerAsync(context));

    private static bool IsOurs(HttpRequest request) => request.Headers[Site].ToString() is { Length: > 0 } site
        ? site is "same-origin" or "none" // none: by the visitor alone
        : request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
