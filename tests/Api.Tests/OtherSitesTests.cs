using System.Net;

namespace PathoChain.Api.Tests;

/// <summary>What a browser lets a page elsewhere ask by a plain form: without a header of its own, and with the visitor's reach.</summary>
public sealed class OtherSitesTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Image = "/api/images/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    [Theory]
    [InlineData("retry", "Sec-Fetch-Site", "cross-site")]
    [InlineData("reclassify", "Sec-Fetch-Site", "cross-site")]
    [InlineData("reclassify", "Sec-Fetch-Site", "same-site")]
    [InlineData("reclassify", "Origin", "http://elsewhere.example")]
    [InlineData("reclassify", "Origin", "http://localhost:81")]
    [InlineData("reclassify", "Origin", "null")]
    public async Task What_another_sites_page_asks_for_is_refused(string route, string header, string value)
    {
        using var answer = await AskAsync(HttpMethod.Post, $"{Image}/{route}", header, value);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be("urn:pathochain:problem:other-site");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "http://localhost")]
    [InlineData("User-Agent", "curl/8.0")]
    public async Task What_this_servers_page_or_no_browser_asks_for_is_answered(string header, string value)
    {
        using var answer = await AskAsync(HttpMethod.Post, $"{Image}/reclassify", header, value);

        (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be("urn:pathochain:problem:image-not-found");
    }

    [Fact]
    public async Task A_link_from_elsewhere_is_followed()
    {
        using var answer = await AskAsync(HttpMethod.Get, "/", "Sec-Fetch-Site", "cross-site");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string header, string value)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(method, path) { Headers = { { header, value } } };
        return await client.SendAsync(request);
    }
}
