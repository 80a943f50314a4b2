using System.Net;
using System.Text;

namespace PathoChain.Api.Tests;

/// <summary>What a client reads that sent what cannot be read.</summary>
public sealed class BadRequestDetailTests(ApiHost host) : IClassFixture<ApiHost>, IDisposable
{
    private const string Image = "/api/images/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    private readonly HttpClient _client = host.CreateClient();

    [Theory]
    [InlineData("/api/images?limit=x", "limit is x; give a whole number")]
    [InlineData("/api/images?page=1.5", "page is 1.5; give a whole number")]
    [InlineData($"{Image}?wait=99999999999", "wait is 99999999999; give a whole number of at most 2147483647")]
    [InlineData("/api/images?awaitingReview=yes", "awaitingReview is yes; give true or false.")]
    public async Task What_is_no_number_is_told_with_its_name_and_value_and_no_type_of_the_program(string path, string reason)
    {
        using var answer = await _client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await ApiHost.JsonAsync(answer)).GetProperty("detail").GetString().Should().StartWith(reason);
    }

    [Theory]
    [InlineData("", "The body is missing: send what GET /openapi")]
    [InlineData("null", "The body is missing: send what GET /openapi")]
    [InlineData("{", "The body cannot be read as JSON at $, line 1: send")]
    [InlineData("{\n\"transactionHash\": 7}", "The body cannot be read as JSON at $.transactionHash, line 2: send")]
    public async Task A_body_that_cannot_be_read_is_told_with_the_place_and_no_type_of_the_program(string body, string reason)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.PutAsync($"{Image}/transaction", content);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await ApiHost.JsonAsync(answer)).GetProperty("detail").GetString().Should().StartWith(reason).And.NotContain("TransactionAnnouncement");
    }

    public void Dispose() => _client.Dispose();
}
