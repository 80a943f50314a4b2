using System.CommandLine;
using System.Globalization;
using System.Net;
using PathoChain.Dev.Bench;
using PathoChain.Dev.Chaos;
using PathoChain.Dev.Demo;
using PathoChain.Dev.Output;
using PathoChain.Dev.Running;
using PathoChain.Dev.Suites;

namespace PathoChain.Dev;

/// <summary>What can be asked of the tool.</summary>
internal static class Verbs
{
    public static RootCommand All(CancellationToken cancellationToken) => new("PathoChain: histopathology images from upload to registered, classified result. Research use only: not a medical device.")
    {
        Up(cancellationToken), Demo(cancellationToken), Test(cancellationToken), Bench(cancellationToken), Chaos(cancellationToken),
    };

    private static Command Up(CancellationToken cancellationToken)
    {
        var port = new Option<int>("--port") { Description = "Port of the page and the API on 127.0.0.1.", DefaultValueFactory = _ => 5080 };
        var chainPort = new Option<int>("--chain-port") { Description = "Port of the development chain on 127.0.0.1.", DefaultValueFactory = _ => 8545 };
        var data = new Option<string>("--data") { Description = "Folder that is kept between runs, relative to the checkout.", DefaultValueFactory = _ => ".pathochain" };
        RequirePort(port, chainPort);
        return Verb("up", "Run a devnet, the API and the page until Ctrl-C.", [port, chainPort, data], (checkout, steps, parsed) =>
        {
            var options = new UpOptions(parsed.GetValue(port), parsed.GetValue(chainPort), Path.GetFullPath(parsed.GetValue(data)!, checkout.Root));
            return new UpRun(checkout, steps, options).RunAsync(cancellationToken);
        });
    }

    private static Command Demo(CancellationToken cancellationToken)
    {
        var images = ImagesOption();
        var json = new Option<string?>("--json") { Description = "File for the full report." };
        var limit = new Option<int?>("--limit") { Description = "Send at most this many images." };
        RequireAtLeast(1, limit);
        return Verb("demo", "Send images all the way, in a system of their own, and print what became of each.", [images, json, limit], (checkout, steps, parsed) =>
            new DemoRun(checkout, steps, new DemoOptions(parsed.GetValue(images), parsed.GetValue(json), parsed.GetValue(limit))).RunAsync(cancellationToken));
    }

    private static Command Test(CancellationToken cancellationToken) =>
        Verb("test", "Run all tests of all languages.", [], (checkout, steps, _) => new TestRun(checkout, steps).RunAsync(cancellationToken));

    private static Command Bench(CancellationToken cancellationToken)
    {
        var images = ImagesOption();
        var rounds = new Option<int>("--rounds") { Description = "How often each image is sent in each measurement.", DefaultValueFactory = _ => 3 };
        RequireAtLeast(1, rounds);
        return Verb("bench", "Measure the pipeline with one, two and four callers, and what serving adds to ONNX Runtime and libvips.", [images, rounds], (checkout, steps, parsed) =>
            new BenchRun(checkout, steps, new BenchOptions(parsed.GetValue(images), parsed.GetValue(rounds))).RunAsync(cancellationToken));
    }

    private static Command Chaos(CancellationToken cancellationToken)
    {
        var reorgs = new Option<int>("--reorgs") { Description = "Reorganisations of anvil's chain, 1 to 64 blocks deep.", DefaultValueFactory = _ => 200 };
        var transactions = new Option<int>("--transactions") { Description = "Transactions on each node that are sped up, cancelled, replaced or dropped; half as many others come beside them.", DefaultValueFactory = _ => 200 };
        var restarts = new Option<int>("--restarts") { Description = "Restarts of anvil with transactions waiting, and as many kills of the API on each node.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Plays the same campaign again.", DefaultValueFactory = _ => 1 };
        var nodes = new Option<ChaosNodes>("--node") { Description = "Which nodes.", DefaultValueFactory = _ => ChaosNodes.Both };
        var json = new Option<string?>("--json") { Description = "File for the figures." };
        RequireAtLeast(0, reorgs, transactions, restarts);
        return Verb("chaos", "Reorganise, replace, drop, restart and kill, and count what the API then says wrongly.", [reorgs, transactions, restarts, seed, nodes, json], (checkout, steps, parsed) =>
        {
            var options = new ChaosOptions(
                parsed.GetValue(reorgs), parsed.GetValue(transactions), parsed.GetValue(restarts), parsed.GetValue(seed), parsed.GetValue(nodes), parsed.GetValue(json));
            return new ChaosRun(checkout, steps, options).RunAsync(cancellationToken);
        });
    }

    private static Option<string?> ImagesOption() =>
        new("--images") { Description = $"Folder with PNG, JPEG or TIFF images. Default: ${ImageFiles.DataVariable}, else samples/." };

    private static void RequireAtLeast(int least, params Option[] options) => Require(number => number >= least, $"of at least {least}", options);

    private static void RequirePort(params Option[] options) => Require(number => number is >= 1 and <= IPEndPoint.MaxPort, $"from 1 to {IPEndPoint.MaxPort}", options);

    private static void Require(Predicate<int> isGood, string range, Option[] options)
    {
        foreach (var option in options)
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens is [var said] && !(int.TryParse(said.Value, CultureInfo.InvariantCulture, out var number) && isGood(number)))
                {
                    result.AddError($"{option.Name} must be a whole number {range}, not '{said.Value}'.");
                }
            });
        }
    }

    private static Command Verb(string name, string description, Option[] options, Func<Checkout, Steps, ParseResult, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, _) => run(Checkout.Find(), new Steps(ToolConsole.Create()), parsed));
        return command;
    }
}
