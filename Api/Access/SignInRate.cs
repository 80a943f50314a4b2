using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace PathoChain.Api.Access;

/// <summary>How often one may try to sign in: each nonce is kept for a while, and each signature takes a while to verify.</summary>
internal static class SignInRate
{
    public const string Policy = "sign-in";

    /// <summary>For each network that requests come from; a sign-in takes two.</summary>
    public const int RequestsAMinute = 60;

    public const string TooMany = "Too many tried to sign in from this address within a minute; try again in another.";

    public static void AddTo(RateLimiterOptions options) => options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
        NetworkOf(context.Connection.RemoteIpAddress),
        _ => new FixedWindowRateLimiterOptions { PermitLimit = RequestsAMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>An IPv4 address, or the 64 bits of an IPv6 address that one customer is given (RFC 6177); none by a Unix socket.</summary>
    internal static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(..8)),
        _ => address.ToString(),
    };
}
