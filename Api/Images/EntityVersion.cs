using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace PathoChain.Api.Images;

/// <summary>A status' version as entity tag (RFC 9110 section 8.8.3); of the current models too, by which results are marked though no status changes.</summary>
internal sealed class EntityVersion(CurrentModels models)
{
    private readonly string _mark = $"-{models.Mark}";

    /// <summary>The version that a client says it has; <see langword="null"/> if it names none of ours, or has it with other marks.</summary>
    public long? Read(HttpRequest request) =>
        request.GetTypedHeaders().IfNoneMatch is [var tag, ..]
        && tag.Tag.AsSpan().Trim('"') is var text
        && text.EndsWith(_mark)
        && long.TryParse(text[..^_mark.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    public void Write(HttpResponse response, long version)
    {
        response.GetTypedHeaders().ETag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}{_mark}\""));

        // Caches may keep the status but ask each time whether it is still true.
        response.Headers.CacheControl = "private, no-cache";
    }
}
