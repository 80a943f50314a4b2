using PathoChain.Dev.Output;
using PathoChain.Dev.Processes;
using PathoChain.Dev.Setup;
using Spectre.Console;

namespace PathoChain.Dev.Bench;

/// <summary>Has <c>tests/Benchmarks</c> measure serving without the pipeline around it, in a process of its own, and shows what it prints.</summary>
internal sealed class ServingBench(Checkout checkout, Steps steps)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await new Workshop(checkout, steps).BuildBenchmarksAsync(cancellationToken);
        var printed = new List<string>();
        await steps.RunAsync("measure serving alone", progress => Command.RequireAsync(
            new ProcessCall("dotnet", [checkout.BenchmarksProgram], checkout.Root),
            "read the error above; a model that does not load is named there.",
            line =>
            {
                printed.Add(line);
                progress(line);
            },
            cancellationToken));
        printed.Where(line => !line.StartsWith("measuring ", StringComparison.Ordinal)).ToList().ForEach(line => steps.Console.WriteLine(line));
    }
}
