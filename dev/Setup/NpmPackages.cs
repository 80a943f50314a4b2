using PathoChain.Dev.Output;
using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Setup;

/// <summary>Installs the npm packages of a folder when its lock file has changed since the last time.</summary>
internal sealed class NpmPackages(string folder, string name, NodeRuntime? node)
{
    private readonly Stamp _stamp = new(Path.Combine(folder, "node_modules", ".pathochain-stamp"));

    public async Task InstallAsync(Steps steps, CancellationToken cancellationToken)
    {
        // Optional packages for a platform are chosen by the Node that runs npm, hence its version.
        var hash = SourceHash.Of(folder, ["package.json", "package-lock.json"], node?.Version ?? "any node");
        if (_stamp.Matches(hash))
        {
            return;
        }

        await steps.RunAsync($"npm ci in {name}/", async progress =>
        {
            await RequireNpmAsync(cancellationToken);
            var call = new ProcessCall("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=http"], folder);
            await Command.RequireAsync(
                node is null ? call : call with { Environment = node.Environment },
                $"check that the npm registry can be reached ('npm ping'), then run 'npm ci' in {name}/.",
                progress,
                cancellationToken);
            _stamp.Write(hash);
        });
    }

    private async Task RequireNpmAsync(CancellationToken cancellationToken)
    {
        var npm = await Command.RunAsync(new ProcessCall("npm", ["--version"], folder), null, cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new ToolException("npm is missing.", "install Node.js with npm: 'apt-get install nodejs npm', or https://nodejs.org.");
        }
    }
}
