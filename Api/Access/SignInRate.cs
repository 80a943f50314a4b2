using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace PathoChain.Api.Access;

/// <summary>How often one may try to sign in: each try can ask the chain's node, and each nonce is kept for a while.</summary>
internal static class SignInRate
{
    public const string Policy = "sign-in";

    /// <summary>For each address that requests come from; a sign-in takes two.</summary>
    public const int RequestsAMinute = 60;

    public const string TooMany = "Too many tried to sign in from this address within a minute; try again in another.";

    public static void AddTo(RateLimiterOptions options) => options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress ?? IPAddress.None, // none: by a Unix socket
        _ => new FixedWindowRateLimiterOptions { PermitLimit = RequestsAMinute, Window = TimeSpan.FromMinutes(1) }));
}
