using Microsoft.Playwright;

namespace PathoChain.EndToEnd.Tests;

/// <summary>The page in a real browser, with a wallet that announces itself by EIP-6963 as MetaMask does.</summary>
public sealed class BrowserTests
{
    /// <summary>Chromium hides multipart bodies from its debugger, so the page notes which names its forms carry.</summary>
    private const string RecordSentFileNames = """
        window.sentFileNames = [];
        const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (body) {
          if (body instanceof FormData) for (const file of body.values()) window.sentFileNames.push(file.name ?? file);
          return send.call(this, body);
        };
        """;

    private const string FileName = "SECRET-PATIENT-NAME.png";

    [SkippableFact]
    public async Task A_person_uploads_signs_and_sees_the_result()
    {
        Chromium.SkipIfMissing();
        await using var network = await Network.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };
        await page.AddInitScriptAsync(RecordSentFileNames);
        await page.AddInitScriptAsync(InjectedWallet.Script(network.Devnet.Url));
        await page.GotoAsync(network.Api.BaseAddress.ToString());

        await page.GetByRole(AriaRole.Button, new() { Name = $"Connect {InjectedWallet.Name}" }).ClickAsync();
        await page.GetByLabel("Choose images").SetInputFilesAsync(
            new FilePayload { Name = FileName, MimeType = "image/png", Buffer = DrawnImages.Png(50, 50, 40) });
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Images" }).GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        (await page.EvaluateAsync<string[]>("window.sentFileNames")).Should().Equal("image");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign registration" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Result" }))
            .ToContainTextAsync("basecnn", new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Show heat map of basecnn" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new("basecnn saw signs") })).ToHaveJSPropertyAsync("naturalWidth", 50);
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "result.png"), FullPage = true });
        errors.Should().BeEmpty();

        var listed = await network.Client.GetAsync("/api/images");
        listed.GetProperty("items")[0].GetProperty("phase").GetString().Should().Be("classified");
        string.Join('\n', network.Api.Lines()).Should().NotContain(FileName);
    }
}
