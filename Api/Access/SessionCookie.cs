using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
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
        options.Events.OnRedirectToAccessDenied = context => Refusal(context.HttpContext).AnswerAsync(context.HttpContext);
    }

    private static ProblemHttpResult Refusal(HttpContext context)
    {
        if (ForPathologists.IsOn(context))
        {
            return Problem.NotAPathologist.Because($"Only accounts of {AccessOptions.PathologistsKey} see images and sign results off: sign in with one of them, or have this one added.");
        }

        var role = Options(context).MaySignOff(context.User.Identity?.Name)
            ? "a pathologist's, which may read (GET) and sign results off"
            : "an auditor's, which may only read (GET)";
        return Problem.MayOnlyRead.Because($"This account is {role}: to ask for anything else, sign in with an account of {AccessOptions.AccountsKey}.");
    }

    private static Task EndIfNoLongerListedAsync(CookieValidatePrincipalContext context)
    {
        if (!Options(context.HttpContext).Allows(context.Principal?.Identity?.Name))
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    private static AccessOptions Options(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value;
}
