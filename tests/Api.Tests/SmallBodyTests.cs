using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Api.Hosting;

namespace PathoChain.Api.Tests;

/// <summary>Bodies of JSON on the real server, which alone bounds them.</summary>
public sealed class SmallBodyTests : IDisposable
{
    private const string Image = "/api/images/bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

    private readonly ApiHost _host = new();
    private readonly HttpClient _client;

    public SmallBodyTests()
    {
        _host.UseKestrel(0);
        _host.StartServer();
        _client = _host.CreateClient();
    }

    [Theory]
    [InlineData("PUT", $"{Image}/transaction", false)]
    [InlineData("PUT", $"{Image}/transaction", true)]
    [InlineData("POST", $"{Image}/registration", false)]
    [InlineData("POST", $"{Image}/registration", true)]
    public async Task A_body_above_the_limit_is_refused_whether_or_not_its_length_is_told(string method, string path, bool isChunked)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { transactionHash = new string('0', SmallBody.MaxBytes) }) };
        request.Headers.TransferEncodingChunked = isChunked;

        using var answer = await _client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await ApiHost.JsonAsync(answer);
        problem.GetProperty("type").GetString().Should().Be("urn:pathochain:problem:body-too-large");
        problem.GetProperty("detail").GetString().Should().Contain($"{SmallBody.MaxBytes} bytes");
    }

    [Fact]
    public void Every_endpoint_that_takes_JSON_has_the_limit()
    {
        var limits = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") is true)
            .Select(endpoint => endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize)
            .ToList();

        limits.Should().HaveCountGreaterThan(1).And.OnlyContain(limit => limit == SmallBody.MaxBytes);
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }
}
