using PathoChain.Dev.Output;
using PathoChain.Dev.Setup;
using Spectre.Console;

namespace PathoChain.Dev.Tests;

public sealed class StampedStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Steps _steps = new(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null) }));
    private int _builds;

    private StampedStep Step => new("build", Path.Combine(_folder.Path, "product"), Path.Combine(_folder.Path, "stamp"));

    [Fact]
    public async Task A_second_run_over_the_same_sources_builds_nothing()
    {
        await RunAsync("sources");
        await RunAsync("sources");
        _builds.Should().Be(1);
    }

    [Fact]
    public async Task Changed_sources_are_built_again()
    {
        await RunAsync("sources");
        await RunAsync("other sources");
        _builds.Should().Be(2);
    }

    [Fact]
    public async Task A_lost_product_is_built_again()
    {
        await RunAsync("sources");
        File.Delete(Step.Product);
        await RunAsync("sources");
        _builds.Should().Be(2);
    }

    [Fact]
    public async Task A_build_that_failed_is_tried_again_even_for_the_sources_built_before()
    {
        await RunAsync("sources");
        var failing = () => Step.RunAsync("broken sources", _steps, _ => throw new ToolException("it does not compile", "repair it"));
        await failing.Should().ThrowAsync<ToolException>();
        await RunAsync("sources");
        _builds.Should().Be(2);
    }

    public void Dispose() => _folder.Dispose();

    private Task RunAsync(string hash) => Step.RunAsync(hash, _steps, _ =>
    {
        _builds++;
        _folder.Write("product");
        return Task.CompletedTask;
    });
}
