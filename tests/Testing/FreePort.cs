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
    private const int Highest = 32_000;

    /// <summary>A TCP port on loopback that nobody listens on at the moment.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
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
