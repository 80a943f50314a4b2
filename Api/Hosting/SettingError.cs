using System.Text.RegularExpressions;
using PathoChain.Inference;

namespace PathoChain.Api.Hosting;

/// <summary>What the configuration binder finds wrong with a setting, without its types of C#.</summary>
internal static partial class SettingError
{
    /// <summary>A sentence that names the key, the value and what may stand there; <see langword="null"/> if <paramref name="message"/> is of something else.</summary>
    public static string? Explain(string message) => Message.Match(message) is { Success: true } found
        ? $"{found.Groups["key"]} is '{found.Groups["value"]}': give {Wanted(found.Groups["key"].Value, found.Groups["type"].Value)}."
        : UnknownKeys.Match(message) is { Success: true } unknown
        ? $"{unknown.Groups["section"]} has no setting {unknown.Groups["keys"]}: correct its name, or leave it out."
        : null;

    private static string Wanted(string key, string type) => type switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" => "a number, such as 0.5",
        "System.TimeSpan" => "a time, such as 00:00:30",
        "System.Boolean" => "true or false",
        "System.Uri" => "a URL, such as http://127.0.0.1:8545",
        _ when type == typeof(IList<string>).ToString() => $"a list, by setting {key}:0, {key}:1 and so on",
        _ when type == typeof(Accelerator).FullName => string.Join(", ", Enum.GetNames<Accelerator>()).ToLowerInvariant(),
        _ => "what the README says of it",
    };

    [GeneratedRegex(@"the following properties were not found on the instance of [\w.]*?(?<section>\w+)Options: (?<keys>.+)$", RegexOptions.Singleline)]
    private static partial Regex UnknownKeys { get; }

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Message { get; }
}
