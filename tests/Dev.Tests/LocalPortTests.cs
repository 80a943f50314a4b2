using System.Net;
using System.Net.Sockets;
using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Tests;

public sealed class LocalPortTests
{
    [Fact]
    public void Found_ports_differ_and_are_free()
    {
        var ports = LocalPort.FindFree(8);
        ports.Should().OnlyHaveUniqueItems().And.HaveCount(8).And.OnlyContain(port => LocalPort.IsFree(port));
    }

    [Fact]
    public void A_port_that_something_listens_on_is_not_free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        LocalPort.IsFree(((IPEndPoint)listener.LocalEndpoint).Port).Should().BeFalse();
    }
}
