namespace PathoChain.Dev.Tests;

public sealed class DeveloperToolTests
{
    [Theory]
    [InlineData("frobnicate")]
    [InlineData("demo --frobnicate")]
    [InlineData("demo --limit 0")]
    [InlineData("demo --limit x")]
    [InlineData("bench --rounds 0")]
    [InlineData("bench --rounds -1")]
    [InlineData("bench --rounds x")]
    [InlineData("chaos --reorgs -1")]
    [InlineData("chaos --reorgs x")]
    [InlineData("chaos --seed x")]
    [InlineData("up --port here")]
    [InlineData("up --port 0")]
    [InlineData("up --port 65536")]
    [InlineData("up --chain-port 65536")]
    [InlineData("")]
    public async Task What_cannot_be_understood_ends_with_exit_code_2(string line) =>
        (await DeveloperTool.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Should().Be(2);

    [Theory]
    [InlineData("--help")]
    [InlineData("demo --help")]
    public async Task Help_is_no_error(string line) => (await DeveloperTool.RunAsync(line.Split(' '))).Should().Be(0);
}
