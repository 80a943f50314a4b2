using System.Text.RegularExpressions;
using PathoChain.Inference;

namespace PathoChain.Api.Hosting;

/// <summary>What the configuration binder finds wrong with a setting, without its types of C#.</summary>
internal static partial class SettingError
{
    /// <summary>A sentence that names the key, the value and what may stand there; <see langword="null"/> if <paramref name="message"/> is of something else.</summary>
    public static string? Explain(string message) => Message.Match(message) is { Success: true } found
        ? $"{found.Groups["key"]} is '{found.Groups["value"]}': give {Wanted(found.Groups["type"].Value)}."
        : null;

    private static string Wanted(string type) => type switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" => "a number, such as 0.5",
        "System.TimeSpan" => "a time, such as 00:00:30",
        "System.Boolean" => "true or false",
        "System.Uri" => "a URL, such as http://127.0.0.1:8545",
        _ when type == typeof(Accelerator).FullName => string.Join(", ", Enum.GetNames<Accelerator>()).ToLowerInvariant(),
        _ => "what the README says of it",
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Message { get; }
}
