using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Api.Problems;

namespace PathoChain.Api.Tests;

/// <summary>What the server itself finds wrong with a request keeps its status.</summary>
public sealed class RefusedRequestTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData(400, "bad-request")]
    [InlineData(408, "too-slow")]
    [InlineData(413, "body-too-large")]
    [InlineData(415, "bad-request")]
    public async Task What_is_found_while_a_body_is_read_keeps_its_status(int status, string code)
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };

        (await new ProblemExceptionHandler().TryHandleAsync(context, new BadHttpRequestException("why", status), CancellationToken.None)).Should().BeTrue();

        context.Response.StatusCode.Should().Be(status);
        var problem = JsonDocument.Parse(body.ToArray()).RootElement;
        problem.GetProperty("status").GetInt32().Should().Be(status);
        problem.GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
        problem.GetProperty("detail").GetString().Should().Be("why");
    }

    [Fact]
    public async Task A_host_that_is_not_configured_is_told_the_setting()
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/images") { Headers = { Host = "rebound.example:5080" } };

        using var answer = await client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await ApiHost.JsonAsync(answer);
        problem.GetProperty("type").GetString().Should().Be("urn:pathochain:problem:unknown-host");
        problem.GetProperty("detail").GetString().Should().Contain("AllowedHosts").And.Contain("rebound.example:5080");
    }

    [Fact]
    public async Task JSON_without_its_content_type_is_unsupported()
    {
        using var client = host.CreateClient();
        using var content = new ByteArrayContent("{}"u8.ToArray());

        using var answer = await client.PutAsync("/api/images/bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e/transaction", content);

        answer.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await ApiHost.JsonAsync(answer)).GetProperty("detail").GetString().Should().Contain("JSON");
    }
}
