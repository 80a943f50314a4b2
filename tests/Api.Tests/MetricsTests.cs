using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace PathoChain.Api.Tests;

/// <summary>What Prometheus reads. Other hosts of this process are counted with it, so there is no figure that only this one can have.</summary>
public sealed partial class MetricsTests : IDisposable
{
    /// <summary>A tag that is not here is to be thought about: nothing of an image, a patient or a client may be in one.</summary>
    private static readonly string[] KnownTags =
    [
        "model", "outcome", "lane", "service", "call", "le", "otel_scope_name",
        "http_route", "http_request_method", "http_response_status_code", "network_protocol_version", "url_scheme", "error_type",
        "aspnetcore_request_is_unhandled", "aspnetcore_rate_limiting_policy", "aspnetcore_rate_limiting_result",
        "gc_heap_generation", "cpu_mode",
        "service_name", "service_version", "service_instance_id", "telemetry_sdk_name", "telemetry_sdk_language", "telemetry_sdk_version",
    ];

    private readonly TemporaryFolder _candidates = new();
    private readonly ApiHost _host;
    private readonly HttpClient _client;

    public MetricsTests()
    {
        QuantisedBaseCnn.WriteTo(_candidates.Path);
        _host = new ApiHost { CandidateDirectory = _candidates.Path };
        _client = _host.CreateClient();
    }

    [Fact]
    public async Task After_an_image_went_through_they_tell_of_models_and_requests_and_nothing_of_the_image()
    {
        var cid = await ClassifiedImage.CreateAsync(_host, DrawnImages.Png(50, 50, seed: 1));
        foreach (var path in new[] { $"/api/images/{cid}", $"/api/images/{cid}/heatmaps/basecnn", $"/nothing/{cid}.png?name={cid}" })
        {
            using var answer = await _client.GetAsync(path);
        }

        using var strange = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(cid), "/api/images"));

        var text = await TextAsync(text => text.Contains("candidate_difference") && text.Contains("http_route=\"/api/images/{cid}/heatmaps/{model}\"") && text.Contains("_OTHER"));
        text.Should().MatchRegex("""(?m)^pathochain_inference_requests_total\{.*model="basecnn",outcome="run"\} [1-9]""");
        text.Should().MatchRegex("""(?m)^pathochain_inference_queue_waiting\{.*lane="stat"\} \d""");
        text.Should().MatchRegex("""(?m)^pathochain_inference_compute_duration_seconds_bucket\{.*model="vgg16",le="0\.25"\} \d""", "seconds are told apart below the first of them");
        text.Should().MatchRegex("""(?m)^pathochain_inference_queue_duration_seconds_bucket\{.*le="0\.25"\} \d""");
        text.Should().MatchRegex("""(?m)^pathochain_inference_candidate_difference_bucket\{.*le="0\.25"\} \d""");
        text.Should().MatchRegex("(?m)^dotnet_process_memory_working_set_bytes").And.MatchRegex("(?m)^aspnetcore_rate_limiting_requests_total");

        text.Should().NotContainEquivalentOf("bafkrei").And.NotContain("CANARY").And.NotContain("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        TagNames().Matches(text).Select(tag => tag.Groups["name"].Value).Distinct().Should().BeSubsetOf(KnownTags);
    }

    [Fact]
    public async Task They_are_text_of_the_version_that_Prometheus_scrapes()
    {
        using var answer = await _client.GetAsync("/metrics");

        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType.Should().Be(MediaTypeHeaderValue.Parse("text/plain; version=0.0.4; charset=utf-8"));
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
        _candidates.Dispose();
    }

    /// <summary>The text once it is as wanted: a request is counted after its answer, a candidate runs after the result, and a scrape is kept for a moment.</summary>
    private async Task<string> TextAsync(Func<string, bool> isThere)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var text = await _client.GetStringAsync("/metrics", limit.Token);
            if (isThere(text))
            {
                return text;
            }

            await Task.Delay(100, limit.Token);
        }
    }

    [GeneratedRegex("""(?<=[{,])(?<name>\w+)="(?:[^"\\]|\\.)*""")]
    private static partial Regex TagNames();
}
