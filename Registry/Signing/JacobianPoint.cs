using System.Numerics;

namespace PathoChain.Registry.Signing;

/// <summary>A point of secp256k1 as (X / Z², Y / Z³), which adds without dividing; Z is 0 at infinity. Coordinates are in [0, p).</summary>
/// <remarks>Formulas dbl-2009-l and add-1998-cmo-2 of the Explicit-Formulas Database (https://www.hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html).</remarks>
internal readonly record struct JacobianPoint(BigInteger X, BigInteger Y, BigInteger Z)
{
    public static JacobianPoint Infinity { get; } = new(BigInteger.One, BigInteger.One, BigInteger.Zero);

    public bool IsInfinity => Z.IsZero;

    public static JacobianPoint operator +(JacobianPoint left, JacobianPoint right)
    {
        if (left.IsInfinity || right.IsInfinity)
        {
            return left.IsInfinity ? right : left;
        }

        var (leftZ2, rightZ2) = (Mod(left.Z * left.Z), Mod(right.Z * right.Z));
        var (leftX, rightX) = (Mod(left.X * rightZ2), Mod(right.X * leftZ2));
        var (leftY, rightY) = (Mod(left.Y * Mod(rightZ2 * right.Z)), Mod(right.Y * Mod(leftZ2 * left.Z)));
        if (leftX == rightX)
        {
            return leftY == rightY ? left.Double() : Infinity;
        }

        var (h, r) = (Mod(rightX - leftX), Mod(rightY - leftY));
        var h2 = Mod(h * h);
        var (h3, v) = (Mod(h * h2), Mod(leftX * h2));
        var x = Mod((r * r) - h3 - (2 * v));
        return new(x, Mod((r * (v - x)) - (leftY * h3)), Mod(h * Mod(left.Z * right.Z)));
    }

    /// <summary><paramref name="a"/>·<paramref name="p"/> + <paramref name="b"/>·<paramref name="q"/>, with one chain of doublings for both.</summary>
    public static JacobianPoint Combine(BigInteger a, JacobianPoint p, BigInteger b, JacobianPoint q)
    {
        ReadOnlySpan<JacobianPoint> sums = [Infinity, p, q, p + q];
        var result = Infinity;
        for (var bit = (int)long.Max(a.GetBitLength(), b.GetBitLength()) - 1; bit >= 0; bit--)
        {
            result = result.Double() + sums[BitOf(a, bit) + (2 * BitOf(b, bit))];
        }

        return result;
    }

    /// <summary>The coordinates x and y; not for the point at infinity.</summary>
    public (BigInteger X, BigInteger Y) ToAffine()
    {
        var inverse = BigInteger.ModPow(Z, Secp256k1.Prime - 2, Secp256k1.Prime);
        var inverse2 = Mod(inverse * inverse);
        return (Mod(X * inverse2), Mod(Y * Mod(inverse2 * inverse)));
    }

    // No point of this curve has order 2, so Y is never 0; infinity stays infinity because Z is a factor.
    private JacobianPoint Double()
    {
        var (a, b) = (Mod(X * X), Mod(Y * Y));
        var c = Mod(b * b);
        var d = 2 * (((X + b) * (X + b)) - a - c);
        var e = 3 * a;
        var x = Mod((e * e) - (2 * d));
        return new(x, Mod((e * (d - x)) - (8 * c)), Mod(2 * Y * Z));
    }

    private static int BitOf(BigInteger number, int bit) => (number >> bit).IsEven ? 0 : 1;

    private static BigInteger Mod(BigInteger number) => Secp256k1.Mod(number, Secp256k1.Prime);
}
