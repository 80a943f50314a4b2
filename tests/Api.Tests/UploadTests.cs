using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Content;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Api.Tests;

public sealed class UploadTests : IDisposable
{
    private readonly ApiHost _host = new();
    private readonly HttpClient _client;

    public UploadTests() => _client = _host.CreateClient();

    [Fact]
    public async Task An_image_is_acknowledged_with_its_place_and_the_call_that_registers_it()
    {
        using var answer = await _client.SendAsync(ApiHost.Upload(DrawnImages.Png(40, 30, 1)));
        var image = await ApiHost.JsonAsync(answer);

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var cid = image.GetProperty("cid").GetString()!;
        answer.Headers.Location.Should().Be($"/api/images/{cid}");
        cid.Should().StartWith("bafkrei").And.HaveLength(59);
        image.GetProperty("phase").GetString().Should().Be("awaitingSignature");
        image.GetProperty("width").GetInt32().Should().Be(40);
        image.GetProperty("height").GetInt32().Should().Be(30);
        image.GetProperty("sourceFormat").GetString().Should().Be("png");
        image.GetProperty("envelopeBytes").GetInt64().Should().Be(65_536);

        var digest = Hash32.Parse(image.GetProperty("digest").GetString()!);
        var call = image.GetProperty("registrationCall");
        call.GetProperty("chainId").GetInt64().Should().Be(31337);
        call.GetProperty("to").GetString().Should().Be(SampleDeployment.Contract);
        call.GetProperty("data").GetString().Should().Be(ImageRegistryClient.RegisterCall(digest));
    }

    [Theory]
    [InlineData("", "routine")]
    [InlineData("?priority=routine", "routine")]
    [InlineData("?priority=stat", "stat")]
    public async Task An_upload_says_how_urgent_it_is(string query, string priority)
    {
        using var request = ApiHost.Upload(DrawnImages.Png(40, 30, 8));
        request.RequestUri = new Uri("/api/images" + query, UriKind.Relative);
        using var answer = await _client.SendAsync(request);

        (await ApiHost.JsonAsync(answer)).GetProperty("priority").GetString().Should().Be(priority);
    }

    [Fact]
    public async Task An_unknown_urgency_is_refused()
    {
        using var request = ApiHost.Upload(DrawnImages.Png(40, 30, 9));
        request.RequestUri = new Uri("/api/images?priority=asap", UriKind.Relative);
        using var answer = await _client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await ApiHost.JsonAsync(answer)).GetProperty("detail").GetString().Should().Contain("'stat'");
    }

    [Fact]
    public async Task The_same_pixels_uploaded_twice_are_two_envelopes()
    {
        var file = DrawnImages.Png(50, 50, 2);

        var first = await CidAsync(file, "key-1");
        var second = await CidAsync(file, "key-2");

        second.Should().NotBe(first, "each image is encrypted with a key of its own");
    }

    [Fact]
    public async Task The_same_pixels_uploaded_again_name_the_image_that_was_there_before()
    {
        var (file, other) = (DrawnImages.Png(50, 50, 2), DrawnImages.Png(50, 50, 3));
        var first = await CidAsync(file, "key-1");

        var (second, third) = (await CidAsync(file, "key-2"), await CidAsync(other, "key-3"));

        (await SamePixelsAsync(first)).Should().BeEmpty();
        (await SamePixelsAsync(second)).Should().Equal(first);
        (await SamePixelsAsync(third)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_repeated_Idempotency_Key_ends_at_the_same_image()
    {
        var file = DrawnImages.Png(50, 50, 3);

        var cids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CidAsync(file, "one-key")));

        cids.Distinct().Should().ContainSingle();
        Blocks().Should().ContainSingle("of those that came at once only the first is kept");
        var listed = await ApiHost.JsonAsync(await _client.GetAsync("/api/images"));
        listed.GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task The_key_of_an_image_is_kept_with_the_image_alone()
    {
        using var answer = await _client.SendAsync(ApiHost.Upload(DrawnImages.Png(40, 30, 10), "the-upload's-key"));
        var cid = (await ApiHost.JsonAsync(answer)).GetProperty("cid").GetString();

        var grains = _host.Services.GetRequiredService<IGrainFactory>();
        var submission = await grains.GetGrain<ISubmissionGrain>(_host.Services.GetRequiredService<SiteKey>().Fingerprint("the-upload's-key"u8)).GetAsync();

        submission.Should().BeEquivalentTo(new { Cid = cid, Image = (StoredImage?)null });
    }

    [Fact]
    public async Task An_Idempotency_Key_with_another_file_is_refused()
    {
        await CidAsync(DrawnImages.Png(50, 50, 4), "one-key");

        using var answer = await _client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, 5), "one-key"));

        await ShouldBeProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("with space")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_missing_or_malformed_Idempotency_Key_is_refused(string? key)
    {
        using var request = ApiHost.Upload(DrawnImages.Png(50, 50, 6));
        request.Headers.Remove("Idempotency-Key");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var answer = await _client.SendAsync(request);

        await ShouldBeProblemAsync(answer, HttpStatusCode.BadRequest, "missing-idempotency-key");
    }

    [Fact]
    public async Task A_body_that_is_no_form_and_a_form_without_the_file_are_refused()
    {
        using var noForm = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Content = new StringContent("{}") };
        noForm.Headers.Add("Idempotency-Key", "a");
        using var first = await _client.SendAsync(noForm);
        first.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        first.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");

        using var second = await _client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, 7), field: "picture"));
        await ShouldBeProblemAsync(second, HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task A_form_with_two_files_is_refused_and_neither_stored()
    {
        using var request = ApiHost.Upload(DrawnImages.Png(50, 50, 7));
        var form = (MultipartFormDataContent)request.Content!;
        form.Add(new StringContent("some other field"), "note");
        form.Add(new ByteArrayContent(DrawnImages.Png(50, 50, 8)), "file", "second.png");

        using var answer = await _client.SendAsync(request);

        await ShouldBeProblemAsync(answer, HttpStatusCode.BadRequest, "bad-request");
        Blocks().Should().BeEmpty();
    }

    [Fact]
    public async Task A_form_that_ends_too_early_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images")
        {
            Content = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhalf"),
        };
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        request.Headers.Add("Idempotency-Key", "a");

        using var answer = await _client.SendAsync(request);

        await ShouldBeProblemAsync(answer, HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task A_file_name_is_kept_nowhere()
    {
        await CidAsync(DrawnImages.Png(50, 50, 8), "key");

        // The lock of the running host is empty and cannot be read beside it.
        foreach (var file in Directory.GetFiles(_host.DataDirectory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ".lock"))
        {
            (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf("CANARY"u8).Should().Be(-1, file);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }

    private IEnumerable<string> Blocks() =>
        Directory.GetFiles(_host.DataDirectory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).StartsWith("baf", StringComparison.Ordinal));

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
    }

    private async Task<IEnumerable<string?>> SamePixelsAsync(string cid)
    {
        using var answer = await _client.GetAsync($"/api/images/{cid}");
        return (await ApiHost.JsonAsync(answer)).GetProperty("samePixelsAs").EnumerateArray().Select(other => other.GetString()).ToList();
    }

    private async Task<string> CidAsync(byte[] file, string key)
    {
        using var answer = await _client.SendAsync(ApiHost.Upload(file, key));
        return (await ApiHost.JsonAsync(answer)).GetProperty("cid").GetString()!;
    }
}
