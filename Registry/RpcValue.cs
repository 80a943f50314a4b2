using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace PathoChain.Registry;

/// <summary>A value of a node's answer and where it stands, read as what it must be.</summary>
/// <remarks>Every <c>As…</c> throws <see cref="RpcInvalidResponseException"/> that names the place and the value.</remarks>
internal readonly record struct RpcValue(JsonElement Element, string Path)
{
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public bool IsNull => Element.ValueKind is JsonValueKind.Null;

    public RpcValue this[string name] =>
        Element.ValueKind is JsonValueKind.Object && Element.TryGetProperty(name, out var value)
            ? new(value, $"{Path}.{name}")
            : throw new RpcInvalidResponseException($"{Path} has no {name}.");

    /// <summary>The member of that name, or <see langword="null"/> if there is none.</summary>
    public RpcValue? Find(string name) =>
        Element.ValueKind is JsonValueKind.Object && Element.TryGetProperty(name, out var value) ? new(value, $"{Path}.{name}") : null;

    public IReadOnlyList<RpcValue> AsArray()
    {
        var path = Path;
        return Element.ValueKind is JsonValueKind.Array
            ? [.. Element.EnumerateArray().Select((item, i) => new RpcValue(item, $"{path}[{i}]"))]
            : throw Not("an array");
    }

    public Hash32 AsHash() => Hash32.TryParse(Text, out var hash) ? hash : throw Not("a hash");

    public Address AsAddress() => Address.TryParse(Text, out var address) ? address : throw Not("an address");

    public long AsQuantity() => Hex.TryParseQuantity(Text, out var quantity) ? quantity : throw Not("a quantity");

    /// <summary>A quantity of any size, such as an amount of wei.</summary>
    public BigInteger AsBigQuantity() =>
        Text is ['0', 'x', .. { Length: > 0 and <= 64 } digits] && BigInteger.TryParse($"0{digits}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var quantity)
            ? quantity
            : throw Not("a quantity");

    /// <summary>A time in Unix seconds.</summary>
    public DateTimeOffset AsTime() =>
        AsQuantity() is var seconds && seconds <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : throw Not("a time before the year 10000");

    public byte[] AsData() => Hex.TryDecode(Text, out var data) ? data : throw Not("hex data");

    public long AsNumber() =>
        Element.ValueKind is JsonValueKind.Number && Element.TryGetInt64(out var number) && number >= 0 ? number : throw Not("a whole number");

    private string? Text => JsonText.Of(Element);

    private RpcInvalidResponseException Not(string wanted)
    {
        var actual = Element.GetRawText();
        return new($"{Path} is {(actual.Length > 100 ? $"{actual[..100]}…" : actual)}, not {wanted}.");
    }
}
