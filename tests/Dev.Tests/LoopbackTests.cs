using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Tests;

public sealed class LoopbackTests
{
    [Theory]
    [InlineData(null, "127.0.0.1,localhost")]
    [InlineData("", "127.0.0.1,localhost")]
    [InlineData("intranet.example", "intranet.example,127.0.0.1,localhost")]
    public void This_machine_joins_the_hosts_that_need_no_proxy(string? hosts, string expected) =>
        Loopback.WithLoopback(hosts).Should().Be(expected);

    [Fact]
    public async Task A_child_reaches_this_machine_past_a_proxy()
    {
        await DeveloperTool.RunAsync(["--version"]);

        var lines = new List<string>();
        var call = new ProcessCall("sh", ["-c", "echo $no_proxy; echo $NO_PROXY"], "/");
        await using var child = await ChildProcess.StartAsync(call, onLine: lines.Add);
        await child.WaitForExitAsync();

        lines.Should().HaveCount(2).And.OnlyContain(line => line.Contains("127.0.0.1"));
    }
}
