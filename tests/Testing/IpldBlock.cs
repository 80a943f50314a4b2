using System.Security.Cryptography;
using SimpleBase;

namespace PathoChain.Testing;

/// <summary>Names IPFS blocks and reads their links apart from the product's own code, which tests compare with it.</summary>
internal static class IpldBlock
{
    private const byte Raw = 0x55;
    private const byte DagPb = 0x70;

    /// <summary>The CIDv1 with SHA-256 of a block.</summary>
    public static string Name(bool isNode, byte[] block) => Text([1, isNode ? DagPb : Raw, 0x12, 0x20, .. SHA256.HashData(block)]);

    /// <summary>Whether a CID names a block that may have links.</summary>
    public static bool IsNode(string cid) => Base32.Rfc4648.Decode(cid.AsSpan(1))[1] == DagPb;

    /// <summary>The CIDs in a dag-pb block (https://ipld.io/specs/codecs/dag-pb/spec/): of each of its fields 2, field 1.</summary>
    public static IEnumerable<string> Links(byte[] node) => Fields(node, number: 2).Select(link => Text(Fields(link, number: 1).Single()));

    private static string Text(byte[] cid) => "b" + Base32.Rfc4648.Encode(cid, padding: false).ToLowerInvariant();

    private static List<byte[]> Fields(byte[] message, int number)
    {
        var found = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Number(message, ref at);
            var value = Number(message, ref at);
            if (tag % 8 != 2)
            {
                continue;
            }

            if (tag / 8 == number)
            {
                found.Add(message[at..(at + value)]);
            }

            at += value;
        }

        return found;
    }

    private static int Number(byte[] message, ref int at)
    {
        var number = 0;
        for (var shift = 0; ; shift += 7)
        {
            number |= (message[at] & 0x7F) << shift;
            if (message[at++] < 0x80)
            {
                return number;
            }
        }
    }
}
