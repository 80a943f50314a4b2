using Microsoft.Playwright;
using PathoChain.Registry;
using PathoChain.Registry.Merkle;

namespace PathoChain.EndToEnd.Tests;

/// <summary>What a person does and sees on the page, from the browser to the chain.</summary>
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
    public async Task A_person_uploads_signs_sees_the_result_signs_it_off_and_erases_the_image()
    {
        Chromium.SkipIfMissing();
        await using var network = await Network.StartAsync();
        await using var web = await WebPage.OpenAsync(network, RecordSentFileNames);

        await web.UploadAsync(FileName, DrawnImages.Png(50, 50, 40));
        (await web.Page.EvaluateAsync<string[]>("window.sentFileNames")).Should().Equal("image");

        await web.PressAsync("Sign registration");

        await web.SectionAsync("Result", "basecnn");
        await web.PressAsync("Show heat map of basecnn");
        await Assertions.Expect(web.Page.GetByRole(AriaRole.Img, new() { NameRegex = new("basecnn saw signs") })).ToHaveJSPropertyAsync("naturalWidth", 50);
        await Assertions.Expect(web.Page.GetByRole(AriaRole.Img, new() { Name = "The image beneath" })).ToHaveJSPropertyAsync("naturalWidth", 50);
        await web.PressAsync("Attest to this result");
        await web.SectionAsync("Attestation", "attested to this result on the chain");
        await web.Page.GetByRole(AriaRole.Radio, new() { Name = "no invasive ductal carcinoma", Exact = true }).CheckAsync();
        await web.PressAsync("Sign off");
        await web.SectionAsync("Review", "signed off");
        await web.PressAsync("Show the image");
        await Assertions.Expect(web.Page.GetByRole(AriaRole.Img, new() { Name = "The image as it is stored" })).ToHaveJSPropertyAsync("naturalWidth", 50);
        await web.Page.GetByText("History").ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(web.Page.GetByText("Research use only.")).ToBeInViewportAsync();
        await web.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "result.png"), FullPage = true });
        var saving = web.Page.WaitForDownloadAsync();
        await web.Page.GetByRole(AriaRole.Link, new() { Name = "Save the encrypted image" }).ClickAsync();
        (await saving).SuggestedFilename.Should().EndWith(".envelope");
        await web.PressAsync("Erase this image…");
        await web.PressAsync("Erase for good");
        await web.SectionAsync("Image", "Erased: nobody can open this image any more.");
        await Assertions.Expect(web.Page.GetByRole(AriaRole.Img)).ToHaveCountAsync(0);
        await web.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "erased.png"), FullPage = true });
        web.Errors.Should().BeEmpty();

        var listed = await network.Client.GetAsync("/api/images");
        listed.GetProperty("items")[0].GetProperty("phase").GetString().Should().Be("erased");
        string.Join('\n', network.Api.Lines()).Should().NotContain(FileName);
    }

    [SkippableFact]
    public async Task A_person_registers_by_a_signature_alone_and_sees_who_paid()
    {
        Chromium.SkipIfMissing();
        await using var network = await Network.StartAsync(signer: 1);
        var (person, signer) = (await DevnetAccount.OpenAsync(network.Devnet, 0), await DevnetAccount.OpenAsync(network.Devnet, 1));
        var sentBefore = await person.NonceAsync();
        await using var web = await WebPage.OpenAsync(network);
        await web.UploadAsync(FileName, DrawnImages.Png(50, 50, 41));

        await web.PressAsync("Sign without gas");

        var evidence = await web.SectionAsync("Evidence", "1 of 1");
        (await WebPage.IdentifiersAsync(evidence, "Registered by")).Should().ContainSingle().Which.Should().BeEquivalentTo(person.Address);
        (await WebPage.IdentifiersAsync(evidence, "Sent and paid by")).Should().ContainSingle().Which.Should().BeEquivalentTo(signer.Address);
        await web.SectionAsync("Result", "basecnn");
        web.Errors.Should().BeEmpty();
        (await person.NonceAsync()).Should().Be(sentBefore, "the person's account sent nothing");
        (await signer.NonceAsync()).Should().Be(1);
    }

    [SkippableFact]
    public async Task A_person_sees_an_anchor_with_a_proof_that_the_contract_accepts()
    {
        Chromium.SkipIfMissing();
        await using var network = await Network.StartAsync(signer: 1, leaves: 3);
        await using var web = await WebPage.OpenAsync(network);

        await web.UploadAsync(FileName, [.. Enumerable.Range(42, 3).Select(seed => DrawnImages.Png(50, 50, seed))]);

        var anchor = await web.SectionAsync("Anchor", "Proof");
        var digest = Hash32.Parse((await WebPage.IdentifiersAsync(await web.SectionAsync("Content", "Digest"), "Digest")).Single());
        var root = Hash32.Parse((await WebPage.IdentifiersAsync(anchor, "Merkle root")).Single());
        var anchorer = Address.Parse((await WebPage.IdentifiersAsync(anchor, "Anchored by")).Single());
        var proof = (await anchor.GetByRole(AriaRole.List, new() { Name = "Proof" }).Locator("code").EvaluateAllAsync<string[]>("found => found.map(code => code.title)"))
            .Select(Hash32.Parse).ToList();
        proof.Should().NotBeEmpty();
        MerkleProof.Verify(root, digest, proof).Should().BeTrue();
        using var http = new HttpClient();
        var views = new ImageRegistryViews(new JsonRpcClient(http, network.Devnet.Url), Deployment.Load(network.Devnet.DeploymentFile));
        (await views.VerifyAnchoredAsync(anchorer, root, digest, proof)).Should().BeTrue();
        anchorer.ToString().Should().BeEquivalentTo((await DevnetAccount.OpenAsync(network.Devnet, 1)).Address);

        await Assertions.Expect(web.Page.GetByRole(AriaRole.Status, new() { Name = "Phase" })).ToHaveTextAsync("Awaiting signature");
        web.Errors.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task A_person_has_an_image_classified_again_after_one_of_its_models_was_withdrawn()
    {
        Chromium.SkipIfMissing();
        await using var network = await Network.StartAsync();
        await using var web = await WebPage.OpenAsync(network);
        await web.UploadAsync(FileName, DrawnImages.Png(50, 50, 45));
        await web.PressAsync("Sign registration");
        await web.SectionAsync("Result", "vgg16");
        await web.PressAsync("Attest to this result");
        await web.SectionAsync("Attestation", "attested to this result on the chain");
        var image = (await network.Client.GetAsync("/api/images")).GetProperty("items")[0];
        var sha256 = image.GetProperty("result").GetProperty("votes").EnumerateArray()
            .Single(vote => vote.GetProperty("model").GetString() == "vgg16").GetProperty("modelSha256").GetString()!;

        await network.Api.KillAsync();
        await using var later = network.SecondApi(("Models:Withdrawn:0", sha256));
        await later.StartAsync();
        await web.Page.GotoAsync($"{later.BaseAddress}#{image.GetProperty("cid").GetString()}");
        await web.SectionAsync("Result", "withdrawn after it voted");
        await web.PressAsync("Classify again");

        await web.Page.GetByText("Earlier results").ClickAsync();
        await Assertions.Expect(web.Page.GetByRole(AriaRole.List, new() { Name = "Earlier results" })).ToContainTextAsync("vgg16");
        var result = await web.SectionAsync("Result", "basecnn");
        await Assertions.Expect(result).Not.ToContainTextAsync("withdrawn after it voted");
        await web.SectionAsync("Attestation", "attested to an earlier result on the chain");
        await web.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "reclassified.png"), FullPage = true });
    }
}
