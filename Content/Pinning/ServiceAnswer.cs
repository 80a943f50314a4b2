using System.Net;
using System.Text;

namespace PathoChain.Content;

/// <summary>What a pinning service answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">All of the answer.</param>
internal sealed record ServiceAnswer(HttpStatusCode Status, byte[] Body)
{
    private const int QuotedCharacters = 200;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The answer as newline-delimited JSON has it.</summary>
    public IEnumerable<string> Lines => Encoding.UTF8.GetString(Body).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The beginning of the answer, to be quoted in an error.</summary>
    public string Quote => Quoted(Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 4 * QuotedCharacters))));

    /// <summary>What a service says as errors may hold it: a bounded length, and no character that moves a terminal's cursor.</summary>
    public static string Quoted(string? text) => new string([.. (text ?? "nothing").Take(QuotedCharacters).Select(character => char.IsControl(character) ? ' ' : character)]).Trim();
}
