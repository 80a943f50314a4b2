using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using PathoChain.Api.Problems;

namespace PathoChain.Api.Access;

/// <summary>
/// What a browser keeps of a session: who is signed in, encrypted and authenticated by keys in the data folder, so that every server that shares it knows the session.
/// No script can read it, and no other site's page makes a browser send it.
/// </summary>
internal static class SessionCookie
{
    /// <summary>A working day.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(8);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "pathochain-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Length;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = EndIfNoLongerListedAsync;
        options.Events.OnRedirectToLogin = context => Problem.SignInRequired
            .Because("Sign in first, on the page or by POST /api/session with a body of application/json; a session ends after eight hours.")
            .AnswerAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context => Problem.MayOnlyRead
            .Because($"This account is an auditor's, which may only read (GET): to ask for anything else, sign in with an account of {AccessOptions.AccountsKey}.")
            .AnswerAsync(context.HttpContext);
    }

    private static Task EndIfNoLongerListedAsync(CookieValidatePrincipalContext context)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.Allows(context.Principal?.Identity?.Name))
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }
}
