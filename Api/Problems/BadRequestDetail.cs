using System.Text.Json;
using System.Text.RegularExpressions;

namespace PathoChain.Api.Problems;

/// <summary>What ASP.NET found wrong with a request, in the API's words, where its own name types of C#.</summary>
internal static partial class BadRequestDetail
{
    private const string Fix = "send what GET /openapi/v1.json describes.";

    public static string Of(Exception exception) => exception switch
    {
        { InnerException: JsonException json } => $"The body cannot be read as JSON at {json.Path ?? "$"}, line {json.LineNumber + 1}: {Fix}",
        _ when MissingBody.IsMatch(exception.Message) => $"The body is missing: {Fix}",
        _ when UnboundNumber.Match(exception.Message) is { Success: true } number =>
            $"{number.Groups["name"]} is {number.Groups["value"]}; give a whole number of at most {int.MaxValue}.",
        _ when UnboundFlag.Match(exception.Message) is { Success: true } flag => $"{flag.Groups["name"]} is {flag.Groups["value"]}; give true or false.",
        _ => exception.Message,
    };

    [GeneratedRegex("""^(Required|Implicit body inferred for) parameter ".*" (was|but) """)]
    private static partial Regex MissingBody { get; }

    [GeneratedRegex("""^Failed to bind parameter "(int|Nullable<int>) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex UnboundNumber { get; }

    [GeneratedRegex("""^Failed to bind parameter "bool (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex UnboundFlag { get; }
}
