namespace PathoChain.Registry.Signing;

/// <summary>What became of asking an account's code whether a signature is valid (ERC-1271).</summary>
/// <param name="HasCode">Whether there was code to ask.</param>
/// <param name="Succeeded">Whether it answered at all: it did not revert, run out of gas or fail otherwise.</param>
/// <param name="Size">Length of the answer in bytes.</param>
/// <param name="Word">Its first 32 bytes.</param>
internal sealed record Erc1271Answer(bool HasCode, bool Succeeded, long Size, Hash32 Word)
{
    private const byte ProgramSize = 77;

    private static readonly byte[] IsValidSignature = AbiEncoder.Selector("isValidSignature(bytes32,bytes)");

    /// <summary>The answer that means yes: the function's own selector, 0x1626ba7e, padded to a word.</summary>
    private static readonly Hash32 Magic = Hash32.FromBytes([.. IsValidSignature, .. new byte[Hash32.Size - AbiEncoder.SelectorSize]]);

    /// <summary>Whether the answer is the one that means yes, and nothing more.</summary>
    public bool IsYes => HasCode && Succeeded && Size == Hash32.Size && Word == Magic;

    /// <summary>Data for an <c>eth_call</c> without a receiver: code that asks <paramref name="account"/> and returns what became of it in four words.</summary>
    /// <remarks>
    /// Asked directly, a failing wallet is an error of the call, which nodes tell from their own faults each in their way or not at all. Asked so, every error is
    /// the node's, and the same block answers whether there is code.
    /// </remarks>
    public static byte[] Question(Address account, Hash32 hash, ReadOnlySpan<byte> signature) =>
        [.. Program(account.ToBytes()), .. AbiEncoder.Call(IsValidSignature, AbiValue.Of(hash), AbiValue.Of(signature))];

    /// <summary>Reads what the code of <see cref="Question"/> returned.</summary>
    /// <exception cref="RpcInvalidResponseException">The node did not run it.</exception>
    public static Erc1271Answer Read(RpcValue result)
    {
        var words = new AbiWords(result, 4);
        return new(words.Number(0) > 0, words.Flag(1), words.Number(2), words.Hash(3));
    }

    // The call data follows this code. Memory: the four words from 0x00, the call data from 0x80.
    private static byte[] Program(byte[] account) =>
    [
        0x60, ProgramSize,          // PUSH1 where the call data starts
        0x80, 0x38, 0x03,           // DUP1 CODESIZE SUB: its size
        0x80, 0x91,                 // DUP1 SWAP2: size, size, start
        0x60, 0x80, 0x39,           // PUSH1 0x80 CODECOPY: the call data; leaves size
        0x60, 0x60, 0x60, 0x20,     // PUSH1 0x60 PUSH1 0x20: where the answer's first word goes, and how much of it
        0x91, 0x60, 0x80,           // SWAP2 PUSH1 0x80: size and place of the call data
        0x73, .. account, 0x5a,     // PUSH20 account GAS: all but the 64th that EIP-150 keeps back
        0xfa, 0x60, 0x20, 0x52,     // STATICCALL PUSH1 0x20 MSTORE: whether it succeeded
        0x3d, 0x60, 0x40, 0x52,     // RETURNDATASIZE PUSH1 0x40 MSTORE
        0x73, .. account, 0x3b,     // PUSH20 account EXTCODESIZE
        0x60, 0x00, 0x52,           // PUSH1 0x00 MSTORE
        0x60, 0x80, 0x60, 0x00, 0xf3, // PUSH1 0x80 PUSH1 0x00 RETURN
    ];
}
