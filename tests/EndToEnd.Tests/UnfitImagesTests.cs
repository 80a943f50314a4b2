using System.Text.Json;
using Microsoft.Playwright;
using PathoChain.Libvips;

namespace PathoChain.EndToEnd.Tests;

/// <summary>Images that the models were not made for are classified, but nobody is let believe the result.</summary>
public sealed class UnfitImagesTests
{
    private static readonly (string What, byte[] File, string Reason)[] Drawn =
    [
        ("photograph", DrawnImages.Landscape(640, 480), "The image is 640x480 pixels"),
        ("photograph of the right size", DrawnImages.Landscape(50, 50), "This does not look like the images this model was trained on"),
        ("white", DrawnImages.Blank(50, 50), "The image is blank"),
        ("tissue enlarged to the right size", ImageCodec.EncodePng(DrawnImages.Doubled(SyntheticTissue.Draw(1, 25, 25))), "The image has little fine detail"),
        ("JPEG", Encode.Jpeg(ImageCodec.DecodeRgb(DrawnImages.Png(50, 50, 61)), quality: 75), "The colours of the image have little fine detail"),
        ("noise", DrawnImages.Png(50, 50, 60), "The image looks like noise"),
    ];

    [Fact]
    public async Task Photographs_blanks_noise_JPEGs_and_other_scales_come_back_with_the_reason_to_distrust_the_result()
    {
        await using var network = await Network.StartAsync();

        foreach (var (what, file, reason) in Drawn)
        {
            var result = (await ClassifyAsync(network, file)).GetProperty("result");

            ShouldWarn(result, reason, what);
        }
    }

    [SkippableFact]
    public async Task A_real_image_at_40X_comes_back_with_the_reasons_to_distrust_the_result()
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        await using var network = await Network.StartAsync();
        var file = RealImages.Files("breakhis").First(path => path.Contains("-40-", StringComparison.Ordinal));

        var result = (await ClassifyAsync(network, await File.ReadAllBytesAsync(file))).GetProperty("result");

        ShouldWarn(result, "The image is 700x460 pixels", Path.GetFileName(file));
        ShouldWarn(result, "The image has little fine detail", Path.GetFileName(file));
    }

    [SkippableFact]
    public async Task The_page_shows_the_reasons()
    {
        Chromium.SkipIfMissing();
        await using var network = await Network.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();

        foreach (var (_, file, reason) in Drawn)
        {
            var image = await ClassifyAsync(network, file);
            await page.GotoAsync($"{network.Api.BaseAddress}#{image.GetProperty("cid").GetString()}");

            var alerts = page.GetByRole(AriaRole.Region, new() { Name = "Result" }).GetByRole(AriaRole.Alert);
            await Assertions.Expect(alerts.Filter(new() { HasText = reason }).First).ToContainTextAsync("Do not rely on this result");
        }

        await page.ReloadAsync(); // The list is asked for anew every quarter of a minute only.
        var listed = page.GetByRole(AriaRole.List, new() { Name = "Images" }).GetByRole(AriaRole.Link);
        await Assertions.Expect(listed.Filter(new() { HasText = "Do not rely on the result" })).ToHaveCountAsync(Drawn.Length);
    }

    private static async Task<JsonElement> ClassifyAsync(Network network, byte[] file)
    {
        var uploaded = await network.Client.UploadAsync(file);
        await network.RegisterAsync(uploaded);
        var end = await network.Client.WaitForAsync(uploaded.GetProperty("cid").GetString()!, "classified", "failed");
        end.GetProperty("phase").GetString().Should().Be("classified");
        return end;
    }

    /// <summary>Some model says so, though not every one: how far an image is from its training each model judges by its own features.</summary>
    private static void ShouldWarn(JsonElement result, string reason, string what) =>
        result.GetProperty("votes").EnumerateArray().SelectMany(vote => vote.GetProperty("warnings").EnumerateArray())
            .Should().Contain(warning => warning.GetString()!.StartsWith(reason), "{0}", what);
}
