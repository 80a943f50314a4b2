using System.Net;

namespace PathoChain.Api.Tests;

/// <summary>What is answered below <c>/v2</c> before any endpoint is asked.</summary>
public sealed class OpenInferenceRouteTests(ApiHost host) : IClassFixture<ApiHost>, IDisposable
{
    private readonly HttpClient _client = host.CreateClient();

    [Theory]
    [InlineData("GET", "/v2/models", 404, "/v2/models")]
    [InlineData("GET", "/v2/nope", 404, "/v2/nope")]
    [InlineData("GET", "/v2/models/basecnn/infer", 405, "POST")]
    [InlineData("DELETE", "/v2", 405, "GET")]
    public async Task An_unknown_route_or_method_is_answered_with_the_protocols_error(string method, string path, int status, string reason)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await _client.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
        (await ApiHost.JsonAsync(answer)).EnumerateObject().Should().ContainSingle(member => member.Name == "error")
            .Which.Value.GetString().Should().Contain(reason);
    }

    [Fact]
    public async Task A_host_that_is_not_configured_is_told_so_with_the_protocols_error()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2") { Headers = { Host = "rebound.example" } };
        using var answer = await _client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await ApiHost.JsonAsync(answer)).GetProperty("error").GetString().Should().Contain("AllowedHosts");
    }

    public void Dispose() => _client.Dispose();
}
