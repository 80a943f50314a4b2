using System.Globalization;
using System.Numerics;

namespace PathoChain.Registry.Signing;

/// <summary>The curve y² = x³ + 7 over the integers modulo p (SEC 2, version 2.0, section 2.4.1), as far as recovering a public key needs it.</summary>
/// <remarks>
/// Written out because no maintained secp256k1 package is served. It sees only public values and never a key, so its time may depend on them.
/// </remarks>
internal static class Secp256k1
{
    private static readonly JacobianPoint Generator = new(
        BigInteger.Parse("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        BigInteger.Parse("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        BigInteger.One);

    /// <summary>p, the size of the field.</summary>
    public static BigInteger Prime { get; } = BigInteger.Pow(2, 256) - BigInteger.Pow(2, 32) - 977;

    /// <summary>n, the order of the group of points.</summary>
    public static BigInteger Order { get; } =
        BigInteger.Parse("0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The public key with which (r, s) signs a hash (SEC 1, version 2.0, section 4.1.6): (s·R - hash·G) / r, where R has x = r.</summary>
    /// <param name="hash">What was signed, as a number below 2^256.</param>
    /// <param name="r">From 1 to n - 1.</param>
    /// <param name="s">From 1 to n - 1.</param>
    /// <param name="isOddY">Whether R's y is odd.</param>
    /// <param name="x">The key's x.</param>
    /// <param name="y">The key's y.</param>
    /// <returns>False if no point has x = r, or the key would be the point at infinity.</returns>
    public static bool TryRecover(BigInteger hash, BigInteger r, BigInteger s, bool isOddY, out BigInteger x, out BigInteger y)
    {
        (x, y) = (BigInteger.Zero, BigInteger.Zero);
        if (!TryLift(r, isOddY, out var point))
        {
            return false;
        }

        var inverse = BigInteger.ModPow(r, Order - 2, Order);
        var key = JacobianPoint.Combine(Mod(-hash * inverse, Order), Generator, Mod(s * inverse, Order), point);
        if (key.IsInfinity)
        {
            return false;
        }

        (x, y) = key.ToAffine();
        return true;
    }

    /// <summary>The remainder in [0, <paramref name="modulus"/>).</summary>
    public static BigInteger Mod(BigInteger number, BigInteger modulus)
    {
        var remainder = BigInteger.Remainder(number, modulus);
        return remainder.Sign < 0 ? remainder + modulus : remainder;
    }

    // As p = 3 modulo 4, a square's root is its power (p + 1) / 4; half of all x are of no point.
    private static bool TryLift(BigInteger x, bool isOddY, out JacobianPoint point)
    {
        var square = Mod((x * x * x) + 7, Prime);
        var root = BigInteger.ModPow(square, (Prime + 1) / 4, Prime);
        point = new(x, root.IsEven == isOddY ? Prime - root : root, BigInteger.One);
        return Mod(root * root, Prime) == square;
    }
}
