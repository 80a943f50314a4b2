using System.Net;
using System.Net.Sockets;

namespace PathoChain.Testing;

/// <summary>
/// Ports for servers that a test stops and starts again. They lie below the range from which systems give ports to outgoing connections
/// (32768 on Linux): in it a client that knocks while the server is away can be given the server's own port, and keep it.
/// </summary>
public static class FreePort
{
    private const int Lowest = 20_000;
    private const int Count = 12_000;

    private static uint _drawn = (uint)Random.Shared.Next(Count);

    /// <summary>A TCP port on loopback that nobody listens on at the moment, and that this process was not given before: the servers of a test may start much later than their ports are drawn.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Lowest + (int)(Interlocked.Increment(ref _drawn) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // Try another one.
            }
        }
    }
}
