using System.Text.Json;

namespace PathoChain.Content;

/// <summary>A file as Pinata lists it.</summary>
/// <param name="Id">Names it there to delete it.</param>
/// <param name="Cid">What the gateway knows it by; by what Pinata cuts files into, that may be another than it has here. <see langword="null"/> while Pinata is at work on it.</param>
/// <param name="Bytes">Its length, as Pinata says.</param>
/// <param name="Network">Where it is listed: <c>private</c> or <c>public</c>.</param>
internal sealed record PinataFile(string Id, string? Cid, long Bytes, string Network)
{
    /// <exception cref="KeyNotFoundException">It has no length.</exception>
    /// <exception cref="InvalidOperationException">Something in it is of another form.</exception>
    public static PinataFile Read(JsonElement file, string network) => new(
        Plain(TextOf(file, "id")),
        TextOf(file, "cid") is { } cid and not ("" or "pending") ? Plain(cid) : null,
        file.GetProperty("size").TryGetInt64(out var bytes) ? bytes : Envelope.MaxBytes,
        network);

    /// <summary>Reads a page of a list, of which the service may filter the names by a part of them.</summary>
    /// <returns>How many it has, those of exactly that name, and where the next page is, or nothing.</returns>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static (int Count, List<PinataFile> Found, string Next) ReadPage(JsonElement page, string name, string network)
    {
        var files = page.GetProperty("files");
        List<JsonElement> listed = files.ValueKind is JsonValueKind.Null ? [] : [.. files.EnumerateArray()];
        return (listed.Count, [.. listed.Where(file => TextOf(file, "name") == name).Select(file => Read(file, network))], TextOf(page, "next_page_token") ?? "");
    }

    private static string? TextOf(JsonElement json, string property) => json.TryGetProperty(property, out var value) ? value.GetString() : null;

    /// <summary>It becomes a part of a URL, and the service is not trusted.</summary>
    private static string Plain(string? text) => text is { Length: > 0 } && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
        ? text
        : throw new InvalidOperationException("An id or CID has characters that none has.");
}
