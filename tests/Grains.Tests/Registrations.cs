using System.Text;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests;

internal static class Registrations
{
    /// <summary>An event with so many confirmations of those required.</summary>
    public static Registration At(int confirmations, int of, string transaction = "a transaction", Standing standing = Standing.NotChecked) => new(
        31337,
        "0x5FbDB2315678afecb367f032d93F642f64180aa3",
        "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
        Hash(transaction),
        7,
        Hash("a block"),
        45_766,
        confirmations,
        of,
        DateTimeOffset.UnixEpoch,
        Finality.Unsafe,
        standing,
        "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
        3);

    public static string Hash(string words) => Keccak256.Hash(Encoding.UTF8.GetBytes(words)).ToString();
}
