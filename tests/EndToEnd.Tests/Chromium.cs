using Microsoft.Playwright;

namespace PathoChain.EndToEnd.Tests;

/// <summary>The browser that the page is driven in.</summary>
internal static class Chromium
{
    private const string Variable = "PATHOCHAIN_CHROMIUM";

    private static string? Program { get; } =
        new[] { Environment.GetEnvironmentVariable(Variable), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists);

    /// <summary>Skips the test where there is no browser or no page to show in it.</summary>
    public static void SkipIfMissing()
    {
        Skip.If(Program is null, $"skipped: needs Chromium; install the package 'chromium' or set {Variable} to its program");
        Skip.IfNot(File.Exists(Path.Combine(RepositoryRoot.Path, "web", "dist", "index.html")), "skipped: needs the built web client; run 'npm ci && npm run build' in web/");
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Program,
        Args = ["--no-sandbox"],
    });
}
