using System.Net;
using System.Net.Sockets;

namespace PathoChain.Dev.Processes;

/// <summary>Ports of 127.0.0.1.</summary>
public static class LocalPort
{
    // Below the range from which systems give ports to outgoing connections (32768 on Linux): in it whoever knocks
    // before the server listens can be given the server's own port, and keep it.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    /// <summary>Different ports that nothing listens on.</summary>
    public static int[] FindFree(int count)
    {
        var free = new HashSet<int>();
        while (free.Count < count)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
            {
                free.Add(port);
            }
        }

        return [.. free];
    }

    /// <summary>Whether a server could listen on the port now.</summary>
    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
