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
        var checkout = CheckoutAt(RepositoryRoot.Path);
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

    [Fact]
    public async Task A_campaign_that_ends_early_says_why_and_keeps_the_logs_that_it_names()
    {
        NodeProgram.RequirePackages("chain");
        using var folder = new TemporaryFolder();
        foreach (var part in new[] { "chain", "models", "runtime", "web" })
        {
            File.CreateSymbolicLink(folder.File(part), Path.Combine(RepositoryRoot.Path, part));
        }

        folder.Write("samples/synthetic-patch-1.png", "no image, so that the API refuses it");
        var checkout = CheckoutAt(folder.Path);
        var steps = new Steps(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(new StringWriter()) }));
        var campaign = new ChaosRun(checkout, steps, new ChaosOptions(Reorgs: 0, Transactions: 1, Restarts: 0, Seed: 5, ChaosNodes.Hardhat, Json: null));

        var play = async () => await campaign.PlayAsync(ChaosNodes.Hardhat, await NodeRuntime.FindAsync(checkout, default), default);

        var said = (await play.Should().ThrowAsync<ToolException>().WithMessage("The campaign on Hardhat ended early: The API answered 4*Fix: look into *")).Which.Message;
        var kept = said.Split("look into ")[1].Split(' ')[0];
        File.Exists(Path.Combine(kept, "api.log")).Should().BeTrue();
        Directory.Delete(kept, recursive: true);
    }

    private static Checkout CheckoutAt(string root) => new(root)
    {
        ApiProgram = typeof(Program).Assembly.Location,
        ApiEnvironment = ClusterSettings.OfItsOwn().ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value),
    };
}
