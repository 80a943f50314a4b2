using PathoChain.Dev;
using PathoChain.Dev.Chaos;
using PathoChain.Dev.Output;
using PathoChain.Dev.Setup;
using Spectre.Console;
using Xunit.Abstractions;

namespace PathoChain.EndToEnd.Tests;

/// <summary>A small campaign of <c>dotnet run pathochain.cs -- chaos</c>, which plays larger ones.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(ChaosNodes.Anvil)]
    [InlineData(ChaosNodes.Hardhat)]
    internal async Task Whatever_wallets_and_nodes_do_every_image_ends_right(ChaosNodes node)
    {
        NodeProgram.RequirePackages("chain");
        var checkout = new Checkout(RepositoryRoot.Path)
        {
            ApiProgram = typeof(Program).Assembly.Location,
            ApiEnvironment = ClusterSettings.OfItsOwn().ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value),
        };
        var printed = new StringWriter();
        var steps = new Steps(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(printed) }));
        var campaign = new ChaosRun(checkout, steps, new ChaosOptions(Reorgs: 8, Transactions: 10, Restarts: 2, Seed: 5, node, Json: null));

        var result = await campaign.PlayAsync(node, await NodeRuntime.FindAsync(checkout, default), default);

        foreach (var (name, value) in result.Figures())
        {
            output.WriteLine($"{name}: {value}");
        }

        result.Judgement.Faults.Should().BeEmpty();
        result.Images.Should().HaveCount(19);
        result.Tally.ApiKills.Should().Be(2);
        result.Tally.Depths.Should().HaveCount(node is ChaosNodes.Anvil ? 8 : 0);
        result.Tally.NodeRestarts.Should().Be(node is ChaosNodes.Anvil ? 2 : 0);
    }
}
