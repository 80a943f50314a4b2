using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PathoChain.Api.Tests;

public sealed class OpenInferenceTests : IClassFixture<ApiHost>, IDisposable
{
    private const int Length = 3 * 50 * 50;
    private const string Infer = "/v2/models/basecnn/infer";

    private static readonly string Version =
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "models", "artifacts", "basecnn.onnx"))));

    private readonly ApiHost _host;
    private readonly HttpClient _client;

    public OpenInferenceTests(ApiHost host)
    {
        _host = host;
        _client = host.CreateClient();
    }

    [Fact]
    public async Task The_server_says_what_it_is_and_that_it_is_ready()
    {
        var server = await _client.GetFromJsonAsync<JsonElement>("/v2");
        server.GetProperty("name").GetString().Should().Be("pathochain");
        server.GetProperty("version").GetString().Should().MatchRegex(@"^\d+\.\d+\.\d+$");
        server.GetProperty("extensions").GetArrayLength().Should().Be(0);
        (await _client.GetFromJsonAsync<JsonElement>("/v2/health/live")).GetProperty("live").GetBoolean().Should().BeTrue();
        (await _client.GetFromJsonAsync<JsonElement>("/v2/health/ready")).GetProperty("ready").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task A_model_says_what_it_takes_and_gives()
    {
        var model = await _client.GetFromJsonAsync<JsonElement>("/v2/models/basecnn");

        model.GetProperty("versions").EnumerateArray().Select(version => version.GetString()).Should().Equal(Version);
        model.GetProperty("platform").GetString().Should().Be("onnxruntime_onnx");
        model.GetProperty("inputs").GetRawText().Should().Be("""[{"name":"image","datatype":"FP32","shape":[-1,3,50,50]}]""");
        model.GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("name").GetString())
            .Should().Equal("probability", "logit", "distance", "cam");
        foreach (var path in new[] { "/v2/models/basecnn/ready", $"/v2/models/basecnn/versions/{Version}/ready" })
        {
            var ready = await _client.GetFromJsonAsync<JsonElement>(path);
            ready.GetProperty("name").GetString().Should().Be("basecnn");
            ready.GetProperty("ready").GetBoolean().Should().BeTrue();
        }
    }

    [Fact]
    public async Task Every_output_comes_with_its_shape_and_makes_sense()
    {
        var answer = await PostAsync(Infer, Request(images: 3, id: "42"));

        answer.GetProperty("model_name").GetString().Should().Be("basecnn");
        answer.GetProperty("model_version").GetString().Should().Be(Version);
        answer.GetProperty("id").GetString().Should().Be("42");
        foreach (var output in answer.GetProperty("outputs").EnumerateArray())
        {
            var shape = output.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()).ToList();
            output.GetProperty("datatype").GetString().Should().Be("FP32");
            shape[0].Should().Be(3);
            output.GetProperty("data").GetArrayLength().Should().Be(shape.Aggregate((product, side) => product * side));
        }

        var probabilities = Data(answer, "probability");
        var logits = Data(answer, "logit");
        for (var at = 0; at < 3; at++)
        {
            probabilities[at].Should().BeApproximately(1 / (1 + Math.Exp(-logits[at])), 1e-5);
        }
    }

    [Fact]
    public async Task Nested_data_and_chosen_outputs_and_the_version_change_nothing_in_the_figures()
    {
        var all = await PostAsync(Infer, Request(images: 1));
        var nested = Request(images: 1);
        var flat = nested["inputs"]![0]!["data"]!.AsArray().Select(value => value!.GetValue<double>()).ToArray();
        nested["inputs"]![0]!["data"] = new JsonArray(new JsonArray([.. Enumerable.Range(0, 3).Select(plane =>
            (JsonNode)new JsonArray([.. Enumerable.Range(0, 50).Select(row =>
                (JsonNode)new JsonArray([.. flat.Skip((plane * 2500) + (row * 50)).Take(50).Select(value => (JsonNode)value)]))]))]));
        nested["outputs"] = new JsonArray(new JsonObject { ["name"] = "probability" });

        var chosen = await PostAsync($"/v2/models/basecnn/versions/{Version}/infer", nested);

        chosen.GetProperty("outputs").GetArrayLength().Should().Be(1);
        Data(chosen, "probability").Should().Equal(Data(all, "probability"));
        chosen.TryGetProperty("id", out _).Should().BeFalse();
    }

    public static TheoryData<string, int, string> WrongRequests => new()
    {
        { "{", 400, "no inference request" },
        { "null", 400, "null" },
        { "[]", 400, "no inference request" },
        { "{}", 400, "takes one input" },
        { """{"inputs":[null]}""", 400, "takes one input" },
        { Changed(request => request["inputs"]!.AsArray().Add(request["inputs"]![0]!.DeepClone())), 400, "takes one input" },
        { """{"inputs":[{},{},{}]}""", 400, "inputs has more than 2 elements" },
        { Changed(request => request["outputs"] = new JsonArray([.. Enumerable.Range(0, 17).Select(_ => (JsonNode)new JsonObject())])), 400, "outputs has more than 16 elements" },
        { Changed(input => input["shape"] = new JsonArray(1, 1, 1, 1, 1, 1, 3, 50, 50), ofInput: true), 400, "shape has more than 8 elements" },
        { Changed(input => input["name"] = "picture", ofInput: true), 400, "\"image\"" },
        { Changed(input => input["datatype"] = "FP64", ofInput: true), 400, "FP32" },
        { Changed(input => input.Remove("data"), ofInput: true), 400, "no data" },
        { Changed(input => input["data"] = "AAAA", ofInput: true), 400, "no array of numbers" },
        { Changed(input => input["data"] = null, ofInput: true), 400, "no data" },
        { Changed(input => input["data"]![7] = "0.5", ofInput: true), 400, "no array of numbers" },
        { Changed(input => input["data"]![7] = 1.5, ofInput: true), 400, "element 7 of data is not in 0..1" },
        { Changed(input => input["data"]![7] = -1e-9, ofInput: true), 400, "element 7 of data is not in 0..1" },
        { Text().Replace("[0,", "[1e400,", StringComparison.Ordinal), 400, "element 0 of data is not in 0..1" },
        { Text().Replace("[0,", "[NaN,", StringComparison.Ordinal), 400, "no inference request" },
        { Changed(input => input["data"]!.AsArray().RemoveAt(0), ofInput: true), 400, "7499 elements" },
        { Changed(input => input["data"]!.AsArray().Add(0), ofInput: true), 400, "7501 elements" },
        { Changed(input => input["data"]![0] = new JsonArray(0), ofInput: true), 400, "nested" },
        { Changed(input => input["data"] = new JsonArray(new JsonArray(0, 0), new JsonArray(0)), ofInput: true), 400, "different lengths" },
        { Changed(input => input["data"] = new JsonArray(input["data"]!.DeepClone()), ofInput: true), 400, "nested as [1, 7500]" },
        { Changed(input => input["data"] = JsonNode.Parse("[[[[[0]]]]]"), ofInput: true), 400, "nested deeper" },
        { Changed(input => input["shape"] = new JsonArray(2, 3, 50, 50), ofInput: true), 400, "its shape says 15000" },
        { Changed(input => input["shape"] = new JsonArray(0, 3, 50, 50), ofInput: true), 400, "n is 1 to 8" },
        { Changed(input => input["shape"] = new JsonArray(9, 3, 50, 50), ofInput: true), 400, "n is 1 to 8" },
        { Changed(input => input["shape"] = new JsonArray(1, 50, 50, 3), ofInput: true), 400, "[n, 3, 50, 50]" },
        { Changed(input => input["shape"] = new JsonArray(-1, 3, 50, 50), ofInput: true), 400, "n is 1 to 8" },
        { Changed(input => input["shape"] = new JsonArray(7500), ofInput: true), 400, "[n, 3, 50, 50]" },
        { Changed(input => input["shape"] = new JsonArray(1.5, 3, 50, 50), ofInput: true), 400, "no inference request" },
        { Changed(request => request["outputs"] = new JsonArray(new JsonObject { ["name"] = "heat" })), 400, "probability, logit" },
        { Changed(request => request["outputs"] = new JsonArray((JsonNode?)null)), 400, "probability, logit" },
        { """{"inputs":[],"inputs":[]}""", 400, "no inference request" },
        { $$"""{"id":"{{new string('x', 3_000_000)}}"}""", 413, "bytes" },
    };

    [Theory]
    [MemberData(nameof(WrongRequests), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_request_is_answered_with_the_protocols_error(string body, int status, string reason)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(Infer, content);

        ((int)answer.StatusCode).Should().Be(status);
        (await ApiHost.JsonAsync(answer)).GetProperty("error").GetString().Should().Contain(reason);
    }

    [Fact]
    public async Task A_body_whose_length_is_not_told_is_bounded_all_the_same()
    {
        using var client = _host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, Infer) { Content = new Blanks(3_000_000) };
        request.Content.Headers.ContentType = new("application/json");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("/v2/models/vgg99")]
    [InlineData("/v2/models/vgg99/ready")]
    public async Task An_unknown_model_is_answered_with_the_protocols_error(string path)
    {
        using var answer = await _client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await ApiHost.JsonAsync(answer)).GetProperty("error").GetString().Should().Contain("basecnn");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Whoever_asks_for_another_version_is_told_which_is_served_and_gets_nothing_of_it(string version)
    {
        var path = $"/v2/models/basecnn/versions/{version}";
        using var infer = await _client.PostAsJsonAsync($"{path}/infer", Request(images: 1));
        using var metadata = await _client.GetAsync(path);
        using var ready = await _client.GetAsync($"{path}/ready");

        foreach (var answer in new[] { infer, metadata, ready })
        {
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            (await ApiHost.JsonAsync(answer)).EnumerateObject().Should().ContainSingle(member => member.Name == "error")
                .Which.Value.GetString().Should().Contain($"the basecnn that is served is {Version}");
        }
    }

    [Fact]
    public async Task Another_content_type_which_a_form_of_another_site_could_send_is_refused()
    {
        using var content = new StringContent(Text(), Encoding.UTF8, "text/plain");
        using var answer = await _client.PostAsync(Infer, content);

        answer.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await ApiHost.JsonAsync(answer)).GetProperty("error").GetString().Should().Contain("application/json");
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonElement> PostAsync(string path, JsonObject request)
    {
        using var answer = await _client.PostAsJsonAsync(path, request);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await ApiHost.JsonAsync(answer);
    }

    private static JsonObject Request(int images, string? id = null)
    {
        var request = new JsonObject
        {
            ["inputs"] = new JsonArray(new JsonObject
            {
                ["name"] = "image",
                ["shape"] = new JsonArray(images, 3, 50, 50),
                ["datatype"] = "FP32",
                ["data"] = new JsonArray([.. Enumerable.Range(0, images * Length).Select(at => (JsonNode)(at * 31 % 256 / 255.0))]),
            }),
        };
        if (id is not null)
        {
            request["id"] = id;
        }

        return request;
    }

    private static string Text() => Request(images: 1).ToJsonString();

    private static string Changed(Action<JsonObject> change, bool ofInput = false)
    {
        var request = Request(images: 1);
        change(ofInput ? request["inputs"]![0]!.AsObject() : request);
        return request.ToJsonString();
    }

    private static List<double> Data(JsonElement answer, string output) =>
    [
        .. answer.GetProperty("outputs").EnumerateArray().Single(each => each.GetProperty("name").GetString() == output)
            .GetProperty("data").EnumerateArray().Select(value => double.Parse(value.GetRawText(), CultureInfo.InvariantCulture)),
    ];

    /// <summary>Blanks that no Content-Length announces.</summary>
    private sealed class Blanks(int count) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Enumerable.Repeat((byte)' ', count).ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
