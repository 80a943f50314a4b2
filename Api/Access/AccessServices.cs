using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using PathoChain.Api.Hosting;

namespace PathoChain.Api.Access;

/// <summary>Has everybody sign in, where <c>Access</c> lists who may.</summary>
internal static partial class AccessServices
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        // Strictly: under a mistyped key nobody would have to sign in.
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations()
            .Validate<IConfiguration>(
                (access, configuration) => !access.IsSignInRequired || NamesHosts(configuration["AllowedHosts"]),
                "AllowedHosts lets in every host name, so that a page elsewhere could have people sign in for it: name the hosts that this server is asked by, such as 10.0.0.7.")
            .ValidateOnStart();
        builder.Services.AddSingleton<SignInNonces>().AddSingleton<SignIn>();
        if (builder.Configuration.GetSection(AccessOptions.Section).Get<AccessOptions>() is not { IsSignInRequired: true })
        {
            return;
        }

        builder.AddSessionKeys();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(SessionCookie.Configure);

        // What is not said to be open is not, be it a route to come; and so for auditors and pathologists with what may change something.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(MayAsk).Build());
    }

    /// <summary>Lets nobody by who is not signed in; what comes before in the pipeline is open.</summary>
    public static void UseAccess(this WebApplication app)
    {
        var access = app.Services.GetRequiredService<IOptions<AccessOptions>>().Value;
        if (access.IsSignInRequired)
        {
            app.CheckSessionKeys();
            app.UseAuthentication();
            app.UseAccessLog(); // before what is refused ends there
            app.UseAuthorization();
        }

        LogListed(app.Logger, access.Accounts.Count, access.Pathologists.Count, access.Auditors.Count);
    }

    private static bool MayAsk(AuthorizationHandlerContext context) => context.Resource is HttpContext asked && (IsForAll(asked) || MayAsk(asked));

    private static bool IsForAll(HttpContext asked) => asked.Request.IsSafe() && !ForPathologists.IsOn(asked);

    private static bool MayAsk(HttpContext asked)
    {
        var (access, account) = (asked.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value, asked.User.Identity?.Name);
        return ForPathologists.IsOn(asked) ? access.MaySignOff(account) : access.MayChange(account);
    }

    /// <summary>What ASP.NET takes for any name: nothing, or these.</summary>
    private static bool NamesHosts(string? allowed) =>
        allowed?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } names && !names.Any(name => name is "*" or "[::]" or "0.0.0.0");

    [LoggerMessage(Level = LogLevel.Information, Message = "{Accounts} accounts, {Pathologists} pathologists and {Auditors} auditors may sign in (none: nobody has to)")]
    private static partial void LogListed(ILogger logger, int accounts, int pathologists, int auditors);
}
