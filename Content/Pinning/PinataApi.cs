using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace PathoChain.Content;

/// <summary>The calls of Pinata's Files API v3 (https://docs.pinata.cloud/api-reference) that keep images, and the account's gateway, which is not shown the JWT. Thread-safe.</summary>
internal sealed class PinataApi : IDisposable
{
    /// <summary>Longer files take uploads in several requests (https://docs.pinata.cloud/account-management/limits).</summary>
    public const long MaxUploadBytes = 100_000_000;

    private const int MaxAnswerBytes = 256 << 10;
    private const int FilesPerPage = 100;
    private const int MaxPages = 10;
    private const int LinkSeconds = 30;
    private const long SlowestBytesPerSecond = 256 << 10;

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly ServiceCall _api;
    private readonly RequestQuota _quota;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly Uri _files;
    private readonly Uri _uploads;
    private readonly Uri _gateway;

    /// <param name="http">Sends the requests.</param>
    /// <param name="options">The account.</param>
    /// <param name="timeout">Of a call; one that carries a file has longer, by the file's length.</param>
    /// <exception cref="ArgumentException">The options name no account.</exception>
    public PinataApi(HttpClient http, PinataOptions options, TimeSpan timeout)
    {
        _gateway = options is { IsConfigured: true, Gateway: { } gateway } ? gateway : throw new ArgumentException("No account is named, or no gateway.", nameof(options));
        (_http, _timeout, Network) = (http, timeout, options.Network);
        (_files, _uploads) = (FilesAt(options.ApiUrl), FilesAt(options.UploadUrl));
        _authorization = new("Bearer", options.Jwt);
        _api = new(http, NameOf(_files), timeout);
        _quota = new(options.RequestsPerMinute, TimeSpan.FromMinutes(1));
    }

    /// <summary>Where files are put.</summary>
    public string Network { get; }

    /// <summary>Files of a name, page by page.</summary>
    /// <param name="network">Where to look: private or public.</param>
    /// <param name="name">The whole name.</param>
    /// <param name="isPending">Only those without a CID yet.</param>
    /// <exception cref="PinningException">Pinata does not tell, or there is no end to them.</exception>
    public async IAsyncEnumerable<PinataFile> ListAsync(string network, string name, bool isPending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = $"name={name}&limit={FilesPerPage}{(isPending ? "&cidPending=true" : "")}";
        var token = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var url = new Uri($"{_files}/{network}?{query}{(token is "" ? "" : $"&pageToken={Uri.EscapeDataString(token)}")}");
            var answer = await AskAsync(_api, "list", HttpMethod.Get, url, cancellationToken);
            (var count, var found, token) = _api.Read("list", answer, json => PinataFile.ReadPage(json.GetProperty("data"), name, network));
            foreach (var file in found)
            {
                yield return file;
            }

            if (count == 0 || token is "")
            {
                yield break;
            }
        }

        throw _api.Failed("list", $"{MaxPages} pages of files are not all that it lists as {name}.");
    }

    /// <param name="name">What it is called there.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="file">Makes its content, when it is sent.</param>
    /// <exception cref="PinningException">Pinata does not take it.</exception>
    public async Task<PinataFile> UploadAsync(string name, long bytes, Func<HttpContent> file, CancellationToken cancellationToken)
    {
        var uploads = Transfer(_uploads, bytes);
        if (bytes > MaxUploadBytes)
        {
            throw uploads.Failed("upload", $"it takes no more than {MaxUploadBytes} bytes in one request, and {name} has {bytes}. Let a Kubo node keep it.");
        }

        var answer = await AskAsync(uploads, "upload", HttpMethod.Post, _uploads, cancellationToken, () => new MultipartFormDataContent
        {
            Part(new StringContent(Network), "network"),
            Part(new StringContent(name), "name"),
            Part(file(), "file", name),
        });
        return answer is { IsSuccess: false } && answer.Quote.Contains("binary", StringComparison.OrdinalIgnoreCase)
            ? throw uploads.Failed("upload", $"{answer.Quote} (HTTP {(int)answer.Status}). Encrypted images are binary: ask Pinata to allow them for the account, or let a Kubo node keep them.")
            : uploads.Read("upload", answer, json => PinataFile.Read(json.GetProperty("data"), Network));
    }

    /// <exception cref="PinningException">It may still be there.</exception>
    public async Task DeleteAsync(PinataFile file, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(_api, "delete", HttpMethod.Delete, new($"{_files}/{file.Network}/{file.Id}"), cancellationToken);
        _ = answer.Status is HttpStatusCode.NotFound ? answer : _api.Expect("delete", answer);
    }

    /// <summary>A file's bytes as the gateway gives them, up to <see cref="Envelope.MaxBytes"/>.</summary>
    /// <exception cref="PinningException">It gives none, or Pinata is still at work on it.</exception>
    public async Task<byte[]> ReadAsync(PinataFile file, CancellationToken cancellationToken)
    {
        if (file.Cid is null)
        {
            throw _api.Failed("read", $"the file {file.Id} is still being processed there; it can be read later.");
        }

        var gateway = Transfer(_gateway, file.Bytes);
        var url = file.Network is PinataOptions.Public ? new Uri(_gateway, $"/ipfs/{file.Cid}") : await LinkAsync(new Uri(_gateway, $"/files/{file.Cid}"), cancellationToken);
        var answer = await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, url), "read", Envelope.MaxBytes, cancellationToken);
        return answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? throw gateway.Failed("read", $"access was refused (HTTP {(int)answer.Status}): check that {PinataOptions.Section}:{nameof(PinataOptions.Gateway)} is the account's own, and this server's clock.")
            : gateway.Expect("read", answer).Body;
    }

    public PinningException Failed(string what, string why, PinningException? cause = null) => _api.Failed(what, why, cause?.RetryAfter, cause);

    public void Dispose() => _quota.Dispose();

    private static Uri FilesAt(Uri url) => new($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v3/files");

    private static string NameOf(Uri place) => $"pinata at {place.Scheme}://{place.Authority}";

    /// <summary>Names in quotes and no <c>filename*</c>, as RFC 7578 has it.</summary>
    private static HttpContent Part(HttpContent content, string name, string? fileName = null)
    {
        content.Headers.ContentDisposition = new("form-data") { Name = $"\"{name}\"", FileName = fileName is null ? null : $"\"{fileName}\"" };
        content.Headers.ContentType = fileName is null ? null : new("application/octet-stream");
        return content;
    }

    private ServiceCall Transfer(Uri place, long bytes)
    {
        var seconds = (double)Math.Clamp(bytes, 0, Envelope.MaxBytes) / SlowestBytesPerSecond;
        return new(_http, NameOf(place), _timeout + TimeSpan.FromSeconds(seconds));
    }

    /// <summary>A link that reads a private file for some seconds.</summary>
    private async Task<Uri> LinkAsync(Uri file, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(_api, "link", HttpMethod.Post, new($"{_files}/private/download_link"), cancellationToken, () => new StringContent(
            JsonSerializer.Serialize(new { url = file.AbsoluteUri, expires = LinkSeconds, date = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), method = "GET" }), Encoding.UTF8, "application/json"));
        var link = _api.Read("link", answer, json => json.GetProperty("data").GetString());
        return Uri.TryCreate(link, UriKind.Absolute, out var url) && (url.Scheme, url.Authority) == (_gateway.Scheme, _gateway.Authority)
            ? url
            : throw _api.Failed("link", $"the link that it gave leads elsewhere than to {_gateway.Scheme}://{_gateway.Authority}: check {PinataOptions.Section}:{nameof(PinataOptions.Gateway)}.");
    }

    /// <param name="body">Made when the request's turn has come.</param>
    private async Task<ServiceAnswer> AskAsync(ServiceCall call, string what, HttpMethod method, Uri url, CancellationToken cancellationToken, Func<HttpContent>? body = null)
    {
        if (await _quota.TakeAsync(cancellationToken) is { } wait)
        {
            throw new PinningException($"As many requests to pinata wait as {PinataOptions.Section}:{nameof(PinataOptions.RequestsPerMinute)} lets through in a minute.", wait) { WasAsked = false };
        }

        var request = new HttpRequestMessage(method, url) { Content = body?.Invoke(), Headers = { Authorization = _authorization } };
        return await call.SendAsync(request, what, MaxAnswerBytes, cancellationToken);
    }
}
