using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PathoChain.Api.Tests;

/// <summary>Whether the API can be used by its description alone.</summary>
public sealed partial class ApiDocumentTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Every_name_in_a_path_is_declared_and_required()
    {
        foreach (var path in (await DocumentAsync()).GetProperty("paths").EnumerateObject())
        {
            var names = Names.Matches(path.Name).Select(name => name.Groups[1].Value);
            foreach (var operation in path.Value.EnumerateObject())
            {
                ParametersOf(operation.Value).Where(parameter => parameter.GetProperty("in").GetString() == "path" && parameter.GetProperty("required").GetBoolean())
                    .Select(parameter => parameter.GetProperty("name").GetString()).Should().BeEquivalentTo(names, $"{operation.Name} {path.Name} says so");
            }
        }
    }

    [Fact]
    public async Task An_upload_made_of_nothing_but_what_is_said_of_it_is_taken()
    {
        var upload = Operation(await DocumentAsync(), "/api/images", "post");
        var form = upload.GetProperty("requestBody").GetProperty("content").EnumerateObject().Single();
        var field = form.Value.GetProperty("schema").GetProperty("required").EnumerateArray().Single().GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images")
        {
            Content = new MultipartFormDataContent { { new ByteArrayContent(DrawnImages.Png(50, 50, seed: 1)), field, "image" } },
        };
        foreach (var header in ParametersOf(upload).Where(parameter => parameter.GetProperty("in").GetString() == "header" && parameter.GetProperty("required").GetBoolean()))
        {
            request.Headers.Add(header.GetProperty("name").GetString()!, "a-key");
        }

        using var client = host.CreateClient();
        using var answer = await client.SendAsync(request);

        form.Name.Should().Be("multipart/form-data");
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_body_of_an_inference_is_that_of_the_protocol()
    {
        var document = await DocumentAsync();

        foreach (var path in new[] { "/v2/models/{model}/infer", "/v2/models/{model}/versions/{version}/infer" })
        {
            var schema = Operation(document, path, "post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Should().Equal("inputs");
            schema.GetProperty("properties").EnumerateObject().Select(member => member.Name).Should().BeEquivalentTo("id", "inputs", "outputs");
            schema.GetProperty("properties").GetProperty("inputs").GetProperty("items").GetProperty("properties").EnumerateObject()
                .Select(member => member.Name).Should().BeEquivalentTo("name", "datatype", "shape", "data");
        }
    }

    [Theory]
    [InlineData("/api/images", "get", "200 400")]
    [InlineData("/api/images", "post", "202 400 408 413 415 422 503 507")]
    [InlineData("/api/images/{cid}", "get", "200 304 400 404")]
    [InlineData("/api/images/{cid}/envelope", "get", "200 400 404 410")]
    [InlineData("/api/images/{cid}/attestation", "get", "200 400 404 409 503")]
    [InlineData("/api/images/{cid}/transaction", "put", "200 400 404 413 415")]
    [InlineData("/api/images/{cid}/retry", "post", "200 400 404 409")]
    [InlineData("/api/images/{cid}/registration", "post", "202 400 404 409 410 413 415 422 503")]
    [InlineData("/v2/models/{model}", "get", "200 404")]
    [InlineData("/v2/models/{model}/ready", "get", "200 404")]
    [InlineData("/v2/models/{model}/infer", "post", "200 400 404 408 413 415 503")]
    public async Task The_answers_that_are_to_be_expected_are_listed(string path, string method, string answers) =>
        Operation(await DocumentAsync(), path, method).GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order()
            .Should().Equal(answers.Split(' '));

    [Fact]
    public async Task The_version_is_the_same_wherever_it_is_told()
    {
        using var client = host.CreateClient();
        var server = await client.GetFromJsonAsync<JsonElement>("/v2");

        (await DocumentAsync()).GetProperty("info").GetProperty("version").GetString().Should().Be(server.GetProperty("version").GetString());
    }

    private static List<JsonElement> ParametersOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    private static JsonElement Operation(JsonElement document, string path, string method) => document.GetProperty("paths").GetProperty(path).GetProperty(method);

    private async Task<JsonElement> DocumentAsync()
    {
        using var client = host.CreateClient();
        return await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names { get; }
}
