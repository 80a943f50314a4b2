using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using PathoChain.Inference;

namespace PathoChain.Api.Images;

/// <summary>A status' version as entity tag (RFC 9110 section 8.8.3); of the withdrawn models too, whose votes it marks though no status changes.</summary>
internal sealed class EntityVersion(ModelCatalog models)
{
    private readonly string _marks = models.WithdrawnHashes is { Count: > 0 } hashes
        ? "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes)))[..4])
        : "";

    /// <summary>The version that a client says it has; <see langword="null"/> if it names none of ours, or has it with other marks.</summary>
    public long? Read(HttpRequest request) =>
        request.GetTypedHeaders().IfNoneMatch is [var tag, ..]
        && tag.Tag.AsSpan().Trim('"') is var text
        && text.EndsWith(_marks)
        && long.TryParse(text[..^_marks.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    public void Write(HttpResponse response, long version)
    {
        response.GetTypedHeaders().ETag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}{_marks}\""));

        // Caches may keep the status but ask each time whether it is still true.
        response.Headers.CacheControl = "private, no-cache";
    }
}
