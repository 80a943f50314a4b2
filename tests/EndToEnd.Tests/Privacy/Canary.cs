using System.Text;

namespace PathoChain.EndToEnd.Tests.Privacy;

/// <summary>Words about a patient that must not come out anywhere, and how to find them again: any four bytes of them, in any usual form.</summary>
internal static class Canary
{
    public const string Text = "ZQJX Kowalczyk 19480317 MRN-48213";

    private const int Run = 4;

    /// <summary>Bytes that would give a part of <see cref="Text"/> away, with the form that they have.</summary>
    public static IReadOnlyList<(string Form, byte[] Bytes)> Patterns { get; } =
    [
        .. Runs(Encoding.UTF8.GetBytes(Text), Run).Select(run => ("UTF-8", run)),
        .. Runs(Encoding.Unicode.GetBytes(Text), 2 * Run).Select(run => ("UTF-16", run)),
        .. Runs(Encoding.BigEndianUnicode.GetBytes(Text), 2 * Run).Select(run => ("UTF-16BE", run)),
        .. Runs(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Text))), 2 * Run).Select(run => ("hex", run)),
        .. Runs(Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(Text))), 2 * Run).Select(run => ("hex", run)),
        .. Enumerable.Range(0, 3).SelectMany(Base64From).Select(run => ("base64", run)),
    ];

    /// <summary>The forms in which a part of it occurs in <paramref name="bytes"/>.</summary>
    public static IEnumerable<string> FormsIn(byte[] bytes) =>
        Patterns.Where(pattern => bytes.AsSpan().IndexOf(pattern.Bytes) >= 0).Select(pattern => $"{pattern.Form} {Convert.ToHexString(pattern.Bytes)}");

    /// <summary>Base64 of a text looks different by where it begins in a group of three bytes; six characters hold four bytes of it.</summary>
    private static IEnumerable<byte[]> Base64From(int skipped)
    {
        var whole = Encoding.UTF8.GetBytes(Text)[skipped..];
        return Runs(Encoding.ASCII.GetBytes(Convert.ToBase64String(whole[..(whole.Length / 3 * 3)])), 6);
    }

    private static IEnumerable<byte[]> Runs(byte[] bytes, int length) =>
        Enumerable.Range(0, bytes.Length - length + 1).Select(start => bytes[start..(start + length)]).DistinctBy(Convert.ToHexString);
}
