using System.Text;

namespace PathoChain.Registry;

/// <summary>Writes the call data of functions (https://docs.soliditylang.org/en/latest/abi-spec.html).</summary>
internal static class AbiEncoder
{
    /// <summary>Bytes that name a function or an error.</summary>
    public const int SelectorSize = 4;

    /// <summary>What names the function or error of a signature such as <c>register(bytes32)</c>.</summary>
    public static byte[] Selector(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).ToBytes()[..SelectorSize];

    /// <summary>A call: the selector, a word for each argument, and behind the words the arguments that are longer than one.</summary>
    public static byte[] Call(byte[] selector, params ReadOnlySpan<AbiValue> arguments)
    {
        var words = new List<byte>(selector);
        var rest = new List<byte>();
        foreach (var argument in arguments)
        {
            // A pointer counts from the first word, not from the selector.
            words.AddRange(argument.IsDynamic ? AbiValue.Of((arguments.Length * AbiValue.WordSize) + rest.Count).Encoding : argument.Encoding);
            rest.AddRange(argument.IsDynamic ? argument.Encoding : []);
        }

        return [.. words, .. rest];
    }
}
