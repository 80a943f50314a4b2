using System.Text.Json;
using System.Text.Json.Serialization;

namespace PathoChain.Inference;

/// <summary>Reads the JSON of cards strictly: bounded, every member present and known, none twice.</summary>
internal static class CardReader
{
    private const int LargestCardBytes = 256 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
    };

    /// <summary>The bytes of a card that is there.</summary>
    /// <exception cref="ModelException">It is larger than a card may be.</exception>
    public static byte[] ReadBytes(string path) => new FileInfo(path).Length <= LargestCardBytes
        ? File.ReadAllBytes(path)
        : throw new ModelException($"{path} is larger than {LargestCardBytes} bytes, which no card is: export the model again.");

    /// <param name="path">Where the card came from, for messages.</param>
    /// <param name="json">The bytes of its file.</param>
    /// <param name="kind">What it should be, such as "model card".</param>
    /// <exception cref="ModelException">It is not.</exception>
    public static T Parse<T>(string path, byte[] json, string kind)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) ?? throw new ModelException($"{path} holds null: export the model again.");
        }
        catch (JsonException error)
        {
            throw new ModelException($"{path} is no {kind}: {error.Message} Export the model again.", error);
        }
    }

    /// <summary>Refuses a card one of whose members breaks a rule.</summary>
    /// <exception cref="ModelException">It does.</exception>
    public static void Require(string path, bool holds, string member, string value, string rule)
    {
        if (!holds)
        {
            throw new ModelException($"{path}: {member} is \"{value}\", but {rule}. Export the model again.");
        }
    }

    public static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
