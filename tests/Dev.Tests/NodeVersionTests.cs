using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Tests;

public sealed class NodeVersionTests
{
    [Theory]
    [InlineData("v22.18.0")]
    [InlineData("v22.23.3\n")]
    [InlineData("v23.0.0-nightly20250101")]
    [InlineData("v100.0.0")]
    public void A_node_that_runs_typescript_by_itself_is_enough(string version) => NodeVersion.IsEnough(version).Should().BeTrue();

    [Theory]
    [InlineData("v22.17.9")]
    [InlineData("v20.20.2")]
    [InlineData("v9.99.0")]
    [InlineData("")]
    [InlineData("22.18.0")]
    [InlineData("setpriv: failed to execute node: No such file or directory")]
    public void An_older_node_and_what_is_none_is_not(string version) => NodeVersion.IsEnough(version).Should().BeFalse();
}
