using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace PathoChain.Api.Images;

/// <summary>A status' version as entity tag (RFC 9110 section 8.8.3).</summary>
internal static class EntityVersion
{
    /// <summary>The version that a client says it has; <see langword="null"/> if it names none of ours.</summary>
    public static long? Read(HttpRequest request) =>
        request.GetTypedHeaders().IfNoneMatch is [var tag, ..]
        && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    public static void Write(HttpResponse response, long version)
    {
        response.GetTypedHeaders().ETag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));

        // Caches may keep the status but ask each time whether it is still true.
        response.Headers.CacheControl = "private, no-cache";
    }
}
