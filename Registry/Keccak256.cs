using System.Buffers.Binary;
using System.Numerics;

namespace PathoChain.Registry;

/// <summary>Keccak-256 with the original padding (0x01), which Ethereum uses; FIPS 202 changed it for SHA3-256, so .NET's SHA3 gives other digests.</summary>
/// <remarks>Written out because no maintained Keccak package is served; checked against vectors around each block border.</remarks>
public static class Keccak256
{
    private const int Rate = 136;
    private const int Lanes = 25;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    // The order in which rho and pi, taken together, move the lanes, and how far each is rotated.
    private static ReadOnlySpan<byte> PiLanes => [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];
    private static ReadOnlySpan<byte> RhoRotations => [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    /// <summary>The 32-byte digest of <paramref name="message"/>.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> message)
    {
        Span<ulong> state = stackalloc ulong[Lanes];
        state.Clear();
        for (; message.Length >= Rate; message = message[Rate..])
        {
            Absorb(state, message[..Rate]);
        }

        Span<byte> last = stackalloc byte[Rate];
        last.Clear();
        message.CopyTo(last);
        last[message.Length] = 0x01;
        last[Rate - 1] |= 0x80;
        Absorb(state, last);

        Span<byte> digest = stackalloc byte[Hash32.Size];
        for (var lane = 0; lane < Hash32.Size / sizeof(ulong); lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(lane * sizeof(ulong))..], state[lane]);
        }

        return Hash32.FromBytes(digest);
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (var lane = 0; lane < Rate / sizeof(ulong); lane++)
        {
            state[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(lane * sizeof(ulong))..]);
        }

        Permute(state);
    }

    // Keccak-f[1600]: theta, rho and pi, chi, iota, 24 times (https://keccak.team/keccak_specs_summary.html).
    private static void Permute(Span<ulong> state)
    {
        Span<ulong> column = stackalloc ulong[5];
        foreach (var constant in RoundConstants)
        {
            for (var x = 0; x < 5; x++)
            {
                column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            }

            for (var lane = 0; lane < Lanes; lane++)
            {
                state[lane] ^= column[(lane + 4) % 5] ^ BitOperations.RotateLeft(column[(lane + 1) % 5], 1);
            }

            var moving = state[1];
            for (var step = 0; step < PiLanes.Length; step++)
            {
                var target = PiLanes[step];
                (moving, state[target]) = (state[target], BitOperations.RotateLeft(moving, RhoRotations[step]));
            }

            for (var row = 0; row < Lanes; row += 5)
            {
                state.Slice(row, 5).CopyTo(column);
                for (var x = 0; x < 5; x++)
                {
                    state[row + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]);
                }
            }

            state[0] ^= constant;
        }
    }
}
