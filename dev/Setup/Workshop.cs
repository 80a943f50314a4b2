using PathoChain.Dev.Output;
using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Setup;

/// <summary>Brings a checkout to where the system can run: packages, contracts, web client, .NET programs. What is up to date is left alone.</summary>
internal sealed class Workshop(Checkout checkout, Steps steps)
{
    /// <summary>Variables that MSBuild reads as properties and that change what is built.</summary>
    private static readonly string[] Switches = ["OnnxRuntimeSource"];

    /// <summary>What restoring says where no source has such a package: NU1100 to NU1103.</summary>
    private const string NotServed = "error NU110";

    /// <summary>What restoring says where a source does not answer.</summary>
    private const string NoAnswer = "error NU1301";

    /// <summary>What the API is built from.</summary>
    internal static readonly string[] ApiSources =
    [
        "Api", "Content", "Grains", "Grains.Interfaces", "Inference", "Registry", "Silo", "runtime/Libvips", "runtime/OnnxRuntime",
        "runtime/Orleans.Embedded", "runtime/package-lock.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", ".editorconfig", "global.json",
    ];

    /// <summary>What the pipeline needs: Node, the chain with its contracts, the API.</summary>
    public async Task<NodeRuntime> PreparePipelineAsync(CancellationToken cancellationToken)
    {
        await new NpmPackages(checkout.Runtime, "runtime", node: null).InstallAsync(steps, cancellationToken);
        var node = await NodeRuntime.FindAsync(checkout, cancellationToken);
        await new NpmPackages(checkout.Chain, "chain", node).InstallAsync(steps, cancellationToken);
        await BuildContractsAsync(node, cancellationToken);
        await BuildApiAsync(cancellationToken);
        return node;
    }

    /// <summary>Installs and builds the web client.</summary>
    public async Task PrepareWebAsync(NodeRuntime node, CancellationToken cancellationToken)
    {
        await new NpmPackages(checkout.Web, "web", node).InstallAsync(steps, cancellationToken);
        var step = new StampedStep("build the web client", checkout.WebClient, Path.Combine(checkout.Web, "node_modules", ".pathochain-build"));
        await step.RunAsync(SourceHash.Of(checkout.Root, ["web"]), steps, progress => Command.RequireAsync(
            new ProcessCall("npm", ["run", "build"], checkout.Web) { Environment = node.Environment },
            "read the error above; it is one of TypeScript or Vite.", progress, cancellationToken));
    }

    /// <summary>Builds every .NET project; incremental.</summary>
    public Task BuildSolutionAsync(CancellationToken cancellationToken) =>
        steps.RunAsync("build PathoChain.sln", progress => DotnetBuildAsync(checkout.SolutionFile, progress, cancellationToken));

    /// <summary>Builds the program that measures serving alone; incremental.</summary>
    public Task BuildBenchmarksAsync(CancellationToken cancellationToken) =>
        steps.RunAsync("build the benchmarks", progress => DotnetBuildAsync(checkout.BenchmarksProject, progress, cancellationToken));

    /// <summary>Builds a project for Orleans, beside what is built for the embedded runtime; incremental.</summary>
    /// <returns>Why this machine cannot, or null.</returns>
    /// <exception cref="ToolException">It does not build, or NuGet does not answer: another time it may.</exception>
    public async Task<string?> BuildForOrleansAsync(string project, CancellationToken cancellationToken)
    {
        const string Orleans = "-p:ActorRuntime=Orleans";
        var restored = await Command.RunAsync(new ProcessCall("dotnet", ["restore", project, Orleans], checkout.Root), null, cancellationToken);
        if (restored.Tail.Contains(NotServed, StringComparison.Ordinal))
        {
            return "NuGet does not serve Orleans here";
        }

        if (restored.Tail.Contains(NoAnswer, StringComparison.Ordinal))
        {
            throw new ToolException("NuGet does not answer.", "see to the network, or run the other suites alone meanwhile.");
        }

        await steps.RunAsync($"build {Path.GetFileName(project)} for Orleans", progress => DotnetBuildAsync(project, progress, cancellationToken, Orleans));
        return null;
    }

    private Task BuildContractsAsync(NodeRuntime node, CancellationToken cancellationToken) =>
        new StampedStep("compile the contracts", Path.Combine(checkout.Chain, "artifacts"), Path.Combine(checkout.Chain, "node_modules", ".pathochain-build"))
            .RunAsync(
                SourceHash.Of(checkout.Chain, ["contracts", "hardhat.config.ts", "package-lock.json"]),
                steps,
                progress => Command.RequireAsync(
                    new ProcessCall("npm", ["run", "build"], checkout.Chain) { Environment = node.Environment },
                    "read the error above; it is one of Hardhat or solc.", progress, cancellationToken));

    private Task BuildApiAsync(CancellationToken cancellationToken) =>
        new StampedStep("build the API", checkout.ApiProgram, checkout.At("Api", "obj", ".pathochain-build"))
            .RunAsync(
                SourceHash.Of(checkout.Root, ApiSources, Switches.Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}")),
                steps,
                progress => DotnetBuildAsync(checkout.ApiProject, progress, cancellationToken));

    private Task DotnetBuildAsync(string project, Action<string> progress, CancellationToken cancellationToken, string actorRuntime = "-p:ActorRuntime=Embedded") =>
        Command.RequireAsync(
            new ProcessCall("dotnet", ["build", project, "-c", "Release", "-nologo", "-v:minimal", "-nodeReuse:false", "-p:UseSharedCompilation=false", actorRuntime], checkout.Root),
            "read the error above; 'NETSDK1045' and the like mean that the .NET SDK is older than global.json asks for.", progress, cancellationToken);
}
