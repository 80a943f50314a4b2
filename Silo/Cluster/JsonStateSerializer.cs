using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace PathoChain.Silo.Cluster;

/// <summary>
/// Grain state as the JSON that the embedded runtime stores too. Orleans' own writes the names of .NET types into it, of which it then refuses to read those that
/// compilers make up for lists.
/// </summary>
internal sealed class JsonStateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Json));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, Json)!;
}
