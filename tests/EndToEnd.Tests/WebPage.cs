using Microsoft.Playwright;

namespace PathoChain.EndToEnd.Tests;

/// <summary>The page in a real browser, with a wallet that announces itself by EIP-6963 as MetaMask does, and what went wrong in it.</summary>
internal sealed class WebPage : IAsyncDisposable
{
    private const float Limit = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _errors = [];

    private WebPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, Page) = (playwright, browser, page);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Exceptions and errors on the console.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public ILocator Images => Page.GetByRole(AriaRole.List, new() { Name = "Images" }).GetByRole(AriaRole.Link);

    /// <summary>Opens the page of a network and connects its wallet, whose account is the devnet's first.</summary>
    /// <param name="network">Serves the page.</param>
    /// <param name="script">Runs before the page's own scripts.</param>
    public static async Task<WebPage> OpenAsync(Network network, string script = "")
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.LaunchAsync(playwright);
        var web = new WebPage(playwright, browser, await browser.NewPageAsync());
        await web.Page.AddInitScriptAsync($"{script}\n{InjectedWallet.Script(network.Devnet.Url)}");
        await web.Page.GotoAsync(network.Api.BaseAddress.ToString());
        await web.PressAsync($"Connect {InjectedWallet.Name}");
        return web;
    }

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    /// <summary>Uploads images, under one name, and waits until the page lists them.</summary>
    public async Task UploadAsync(string name, params byte[][] files)
    {
        await Page.GetByLabel("Choose images").SetInputFilesAsync(files.Select(file => new FilePayload { Name = name, MimeType = "image/png", Buffer = file }));
        await Assertions.Expect(Images).ToHaveCountAsync(files.Length, new() { Timeout = Limit });
    }

    /// <summary>A part of the page by its heading, once it says what is awaited.</summary>
    public async Task<ILocator> SectionAsync(string heading, string awaited)
    {
        var section = Page.GetByRole(AriaRole.Region, new() { Name = heading, Exact = true });
        await Assertions.Expect(section).ToContainTextAsync(awaited, new() { Timeout = Limit });
        return section;
    }

    /// <summary>The identifiers of a named fact, whole; the page shows their ends alone.</summary>
    public static Task<string[]> IdentifiersAsync(ILocator section, string fact) =>
        section.Locator($"dt:text-is('{fact}') + dd code").EvaluateAllAsync<string[]>("found => found.map(code => code.title)");

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
