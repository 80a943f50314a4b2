using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PathoChain.Dev.Demo;

/// <summary>The HTTP API as a client of it sees it.</summary>
public sealed class ApiClient(Uri url) : IDisposable
{
    private const int WaitSeconds = 20;

    private readonly HttpClient _http = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>Uploads an image; a new idempotency key makes it a submission of its own.</summary>
    /// <exception cref="ApiException">The API refuses it.</exception>
    public Task<ApiImage> UploadAsync(byte[] image, CancellationToken cancellationToken) => UploadAsync(image, Guid.NewGuid().ToString(), cancellationToken);

    /// <summary>Uploads an image; the same <paramref name="key"/> again ends at the image of the first try.</summary>
    /// <exception cref="ApiException">The API refuses it.</exception>
    public async Task<ApiImage> UploadAsync(byte[] image, string key, CancellationToken cancellationToken)
    {
        using var file = new ByteArrayContent(image);
        // The name says nothing: what an image is called stays with its owner.
        using var form = new MultipartFormDataContent { { file, "file", "image" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Content = form };
        request.Headers.Add("Idempotency-Key", key);
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Tells the API which transaction to expect.</summary>
    public async Task<ApiImage> AnnounceAsync(string cid, string transactionHash, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/images/{cid}/transaction") { Content = JsonContent.Create(new { transactionHash }) };
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>The typed data that an account signs to have the image registered without gas.</summary>
    public async Task<JsonElement> RegistrationRequestAsync(string cid, string registrant, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"/api/images/{cid}/registration-request?registrant={registrant}", UriKind.Relative), cancellationToken);
        return await ReadJsonAsync(response, cancellationToken);
    }

    /// <summary>Has the API send a signed registration.</summary>
    public async Task RelayAsync(string cid, string registrant, long deadline, string signature, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"/api/images/{cid}/registration", UriKind.Relative), new { registrant, deadline, signature }, cancellationToken);
        await ReadJsonAsync(response, cancellationToken);
    }

    public async Task<ApiImage> GetAsync(string cid, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"/api/images/{cid}", UriKind.Relative), cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <returns>A newer state than <paramref name="known"/>, or the same one after a long poll in which nothing happened.</returns>
    public async Task<ApiImage> WatchAsync(ApiImage known, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/images/{known.Cid}?wait={WaitSeconds}");
        if (known.ETag is { } etag)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(etag));
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotModified ? known : await ReadAsync(response, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<ApiImage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _http.SendAsync(request, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    private static async Task<ApiImage> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        ApiImage.Parse(await ReadJsonAsync(response, cancellationToken), response.Headers.ETag?.ToString());

    private static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new ApiException(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }

        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
