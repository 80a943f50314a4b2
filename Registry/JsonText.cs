using System.Text.Json;

namespace PathoChain.Registry;

internal static class JsonText
{
    /// <summary>The text of a JSON string; <see langword="null"/> for any other value, and for half a surrogate pair, which is no text (RFC 8259, 8.2).</summary>
    public static string? Of(JsonElement element)
    {
        try
        {
            return element.ValueKind is JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
