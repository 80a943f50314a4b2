namespace PathoChain.Dev.Tests;

public sealed class FreePortTests
{
    [Fact]
    public void No_port_is_given_twice() =>
        Enumerable.Range(0, 1_000).Select(_ => FreePort.Next()).Should().OnlyHaveUniqueItems();
}
