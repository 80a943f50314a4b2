namespace PathoChain.Registry;

/// <summary>A JSON-RPC call did not give a result.</summary>
public abstract class RpcException(string message, Exception? inner = null) : RegistryException(message, inner);

/// <summary>No connection to the node.</summary>
public sealed class RpcUnreachableException(string message, Exception? inner = null) : RpcException(message, inner);

/// <summary>The node did not answer in time.</summary>
public sealed class RpcTimeoutException(string message, Exception? inner = null) : RpcException(message, inner);

/// <summary>What came back is no answer to the call: HTML, half a document, a field of the wrong form, a log nobody asked for.</summary>
public sealed class RpcInvalidResponseException(string message, Exception? inner = null) : RpcException(message, inner);

/// <summary>The answer is larger than allowed; asking for less may help, asking again will not.</summary>
public sealed class RpcResponseTooLargeException(string message, Exception? inner = null) : RpcException(message, inner);

/// <summary>The node answered with an error object (JSON-RPC 2.0 section 5.1).</summary>
/// <param name="code">The error's code, for example -32601 for an unknown method.</param>
/// <param name="message">What failed, with the node's own words.</param>
/// <param name="revertData">What a contract reverted with, where the node says so.</param>
public sealed class RpcErrorException(int code, string message, ReadOnlyMemory<byte>? revertData = null) : RpcException(message)
{
    public int Code { get; } = code;

    public ReadOnlyMemory<byte>? RevertData { get; } = revertData;
}
