using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PathoChain.EndToEnd.Tests;

/// <summary>The HTTP API as a client of the outside sees it: JSON, not our types.</summary>
internal sealed class ApiClient(Uri baseAddress) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly HttpClient _http = new() { BaseAddress = baseAddress };

    public Task<HttpResponseMessage> PostAsync(byte[] file, string? idempotencyKey = null)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/images")
        {
            Content = new MultipartFormDataContent { { part, "file", "image" } },
            Headers = { { "Idempotency-Key", idempotencyKey ?? Guid.NewGuid().ToString() } },
        };
        return _http.SendAsync(request);
    }

    /// <summary>Uploads and returns the acknowledged image.</summary>
    public async Task<JsonElement> UploadAsync(byte[] file, string? idempotencyKey = null)
    {
        using var answer = await PostAsync(file, idempotencyKey);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).Should().Be(202, "the answer was {0}", body);
        return body;
    }

    public Task<HttpResponseMessage> ReclassifyAsync(string cid) => _http.PostAsync($"/api/images/{cid}/reclassify", content: null);

    public async Task<JsonElement> SignOffAsync(string cid, JsonObject signed)
    {
        using var answer = await _http.PostAsJsonAsync($"/api/images/{cid}/reviews", signed);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).Should().Be(200, "the answer was {0}", body);
        return body;
    }

    /// <summary>Erases an image.</summary>
    public async Task<JsonElement> EraseAsync(string cid)
    {
        using var answer = await _http.DeleteAsync($"/api/images/{cid}");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).Should().Be(200, "the answer was {0}", body);
        return body;
    }

    public Task<byte[]> DownloadAsync(string path) => _http.GetByteArrayAsync(path);

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Polls as the web client does until the image is in one of <paramref name="phases"/>.</summary>
    public Task<JsonElement> WaitForAsync(string cid, params string[] phases) =>
        WaitForAsync(cid, image => phases.Contains(image.GetProperty("phase").GetString()), string.Join(" or ", phases));

    /// <summary>Polls as the web client does until the image has its anchor.</summary>
    public Task<JsonElement> WaitForAnchorAsync(string cid) =>
        WaitForAsync(cid, image => image.GetProperty("anchor").ValueKind is JsonValueKind.Object, "its anchor");

    /// <summary>Polls as the web client does until the image is kept by the one pinning service there is.</summary>
    public Task<JsonElement> WaitForCopyAsync(string cid) =>
        WaitForAsync(cid, image => image.GetProperty("copies")[0].GetProperty("heldSince").ValueKind is JsonValueKind.String, "its copy");

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> WaitForAsync(string cid, Predicate<JsonElement> condition, string awaited)
    {
        var started = Stopwatch.GetTimestamp();
        var image = default(JsonElement);
        EntityTagHeaderValue? known = null;
        while (known is null || !condition(image))
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Limit, "the image should reach {0}, but is {1}", awaited, image);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/images/{cid}?wait=5");
            if (known is not null)
            {
                request.Headers.IfNoneMatch.Add(known);
            }

            using var answer = await _http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                image = await answer.Content.ReadFromJsonAsync<JsonElement>();
                known = answer.Headers.ETag!;
            }
        }

        return image;
    }
}
