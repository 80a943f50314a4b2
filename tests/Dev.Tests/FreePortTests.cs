using System.Net;
using System.Net.Sockets;
using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Tests;

public sealed class FreePortTests
{
    [Fact]
    public void Found_ports_differ_and_are_free()
    {
        var ports = FreePort.Find(8);
        ports.Should().OnlyHaveUniqueItems().And.HaveCount(8).And.OnlyContain(port => FreePort.IsFree(port));
    }

    [Fact]
    public void A_port_that_something_listens_on_is_not_free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        FreePort.IsFree(((IPEndPoint)listener.LocalEndpoint).Port).Should().BeFalse();
    }
}
