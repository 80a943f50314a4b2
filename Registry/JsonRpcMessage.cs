using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PathoChain.Registry;

/// <summary>Writes requests and reads answers of JSON-RPC 2.0 (https://www.jsonrpc.org/specification).</summary>
internal static class JsonRpcMessage
{
    private const int ExcerptLength = 120;
    private const string NethermindsPrefix = "Reverted ";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static byte[] Request(long id, string method, JsonArray parameters) => Encoding.UTF8.GetBytes(
        new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters.DeepClone() }.ToJsonString());

    /// <summary>The result that <paramref name="body"/> gives to request <paramref name="id"/>.</summary>
    /// <param name="body">UTF-8 of one answer.</param>
    /// <param name="id">The request's id, which the answer must bear.</param>
    /// <param name="call">What was called, for messages.</param>
    /// <exception cref="RpcErrorException">The answer is an error object.</exception>
    /// <exception cref="RpcInvalidResponseException">It is no answer to this request.</exception>
    public static JsonElement ReadResult(byte[] body, long id, string call)
    {
        var answer = Parse(body, call);
        if (answer.ValueKind is not JsonValueKind.Object || !HasId(answer, id))
        {
            throw new RpcInvalidResponseException($"{call}: this is no answer to request {id}: {Excerpt(body)}");
        }

        if (answer.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null)
        {
            throw ReadError(error, body, call);
        }

        return answer.TryGetProperty("result", out var result)
            ? result
            : throw new RpcInvalidResponseException($"{call}: the answer has neither result nor error: {Excerpt(body)}");
    }

    private static JsonElement Parse(byte[] body, string call)
    {
        try
        {
            return JsonElement.Parse(body, Strict);
        }
        catch (JsonException failure)
        {
            throw new RpcInvalidResponseException($"{call}: the answer is not JSON: {Excerpt(body)}", failure);
        }
    }

    private static bool HasId(JsonElement answer, long id) =>
        answer.TryGetProperty("id", out var actual) && actual.ValueKind is JsonValueKind.Number && actual.TryGetInt64(out var number) && number == id;

    private static RpcException ReadError(JsonElement error, byte[] body, string call)
    {
        var isError = error.ValueKind is JsonValueKind.Object
            && error.TryGetProperty("code", out var code) && code.ValueKind is JsonValueKind.Number && code.TryGetInt32(out _)
            && error.TryGetProperty("message", out var message) && JsonText.Of(message) is not null;
        return isError
            ? new RpcErrorException(
                error.GetProperty("code").GetInt32(),
                $"{call}: error {error.GetProperty("code")}: {Excerpt(error.GetProperty("message").GetString()!)}",
                RevertData(error))
            : new RpcInvalidResponseException($"{call}: the error has no code and message: {Excerpt(body)}");
    }

    // Nodes give it as error.data, or one level further down; Nethermind gave it in words until late in 2025.
    private static ReadOnlyMemory<byte>? RevertData(JsonElement error)
    {
        if (error.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Object)
        {
            data.TryGetProperty("data", out data);
        }

        var text = JsonText.Of(data) ?? "";
        var hex = text.StartsWith(NethermindsPrefix, StringComparison.Ordinal) ? text[NethermindsPrefix.Length..] : text;
        return Hex.TryDecode(hex, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?);
    }

    private static string Excerpt(byte[] body) => Excerpt(Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 4 * ExcerptLength)));

    // The node's words end up in logs: short, and without control characters.
    private static string Excerpt(string text)
    {
        var start = text.Length > ExcerptLength ? text[..ExcerptLength] + "…" : text;
        return string.Concat(start.Select(c => char.IsControl(c) ? ' ' : c)) is { Length: > 0 } visible ? visible : "(nothing)";
    }
}
