using System.Net;
using Microsoft.Playwright;
using PathoChain.Registry;

namespace PathoChain.EndToEnd.Tests;

/// <summary>What a person does and sees where the server lets in listed accounts alone.</summary>
public sealed class SignInTests
{
    [SkippableFact]
    public async Task A_listed_person_signs_in_by_wallet_works_and_signs_out()
    {
        Chromium.SkipIfMissing();
        await using var network = await Network.StartAsync(listed: 0);
        var account = Address.Parse((await DevnetAccount.OpenAsync(network.Devnet, 0)).Address).ToString();
        await using var web = await WebPage.OpenAsync(network);

        var signIn = await web.SectionAsync("Sign in", "accounts on its list");
        await Assertions.Expect(web.Page.GetByLabel("Choose images")).ToHaveCountAsync(0);
        await web.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "signed-out.png"), FullPage = true });
        await signIn.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        var session = await web.SectionAsync("Signed in as", "Sign out");
        (await session.Locator("code").First.GetAttributeAsync("title")).Should().Be(account);
        await web.UploadAsync("patch.png", DrawnImages.Png(50, 50, 42));
        await web.PressAsync("Sign registration");
        await web.SectionAsync("Result", "basecnn");
        await web.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "signed-in.png"), FullPage = true });
        var address = web.Page.Url;

        await web.PressAsync("Sign out");

        await web.SectionAsync("Sign in", "accounts on its list");
        await Assertions.Expect(web.Images).ToHaveCountAsync(0);
        (await web.Page.ContentAsync()).Should().NotContain("basecnn");
        web.Page.Url.Should().Be(address, "the same image is shown after signing in again");
        (await web.Page.EvaluateAsync<int>("fetch('/api/images').then(answer => answer.status)")).Should().Be((int)HttpStatusCode.Unauthorized);
        foreach (var noted in new[] { $"{account} signed in", $"{account} asked for POST /api/images: 202", $"{account} asked for DELETE /api/session: 204" })
        {
            await network.Api.WaitForLineAsync(noted);
        }
    }

    [SkippableFact]
    public async Task A_person_who_is_not_listed_is_told_so()
    {
        Chromium.SkipIfMissing();
        await using var network = await Network.StartAsync(listed: 3);
        await using var web = await WebPage.OpenAsync(network);

        await (await web.SectionAsync("Sign in", "accounts on its list")).GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Assertions.Expect(web.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("may not sign in here");
    }
}
