using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PathoChain.Api.Hosting;
using PathoChain.Registry;

namespace PathoChain.Api.Access;

/// <summary>Signing in and out, which is open to everybody.</summary>
internal static partial class SessionApi
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void MapSession(this WebApplication app)
    {
        var session = app.MapGroup("/api/session").WithTags("Session").AllowAnonymous();

        session.MapGet("", GetAsync)
            .WithName("GetSession")
            .WithSummary("Whether one has to sign in here, and who is signed in");

        session.MapPost("/nonce", GiveNonceAsync)
            .WithName("GiveNonce")
            .WithSummary("A nonce for a sign-in message (ERC-4361), good once and for ten minutes")
            .RequireRateLimiting(SignInRate.Policy)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        session.MapPost("", SignInAsync)
            .WithName("SignIn")
            .WithSummary("Signs in by a message that the account's wallet signed; the answer sets a cookie")
            .RequireRateLimiting(SignInRate.Policy)
            .WithSmallBody()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        session.MapDelete("", SignOutAsync)
            .WithName("SignOut")
            .WithSummary("Has the browser forget the session");
    }

    private static async Task<SessionView> GetAsync(HttpContext context, Deployment deployment, IOptions<AccessOptions> access)
    {
        if (!access.Value.IsSignInRequired)
        {
            return new SessionView(Required: false, Account: null, MayChange: true, MaySignOff: true, Until: null, deployment.ChainId);
        }

        var ticket = await context.AuthenticateAsync(Scheme);
        var account = ticket.Principal?.Identity?.Name;
        return new SessionView(Required: true, account, access.Value.MayChange(account), access.Value.MaySignOff(account), ticket.Properties?.ExpiresUtc, deployment.ChainId);
    }

    private static async Task<NonceView> GiveNonceAsync(SignInNonces nonces) => new(await nonces.GiveAsync());

    private static async Task<SessionView> SignInAsync(
        SignedMessage signed, HttpContext context, SignIn signIn, IOptions<AccessOptions> access, Deployment deployment, TimeProvider time, ILogger<SignIn> logger)
    {
        var request = context.Request;
        var account = (await signIn.VerifyAsync(signed, request.Scheme, request.Host)).ToString();
        var until = time.GetUtcNow() + SessionCookie.Length;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, account)], Scheme);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = until });
        LogSignedIn(logger, account);
        return new SessionView(Required: true, account, access.Value.MayChange(account), access.Value.MaySignOff(account), until, deployment.ChainId);
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, IOptions<AccessOptions> access)
    {
        if (access.Value.IsSignInRequired)
        {
            await context.SignOutAsync(Scheme);
            context.Response.Headers["Clear-Site-Data"] = "\"cache\""; // what was read lies in the browser's cache
        }

        return TypedResults.NoContent();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Account} signed in")]
    private static partial void LogSignedIn(ILogger logger, string account);
}

/// <summary>Whether one has to sign in, and who is.</summary>
/// <param name="Required">Whether anything else is answered only to who is signed in.</param>
/// <param name="Account">Who is signed in, EIP-55, or <see langword="null"/>.</param>
/// <param name="MayChange">Whether requests that may change something are taken: not from an auditor, nor before somebody signed in who has to.</param>
/// <param name="MaySignOff">Whether a result can be signed off: by a pathologist, or anybody where nobody signs in.</param>
/// <param name="Until">When the session ends.</param>
/// <param name="ChainId">The EIP-155 chain id that a sign-in message has to name.</param>
internal sealed record SessionView(bool Required, string? Account, bool MayChange, bool MaySignOff, DateTimeOffset? Until, long ChainId);

/// <param name="Nonce">For one sign-in message.</param>
internal sealed record NonceView(string Nonce);
