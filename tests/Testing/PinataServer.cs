using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace PathoChain.Testing;

/// <summary>
/// Stands in for Pinata, which tests cannot reach, after the documentation of its Files API v3 (https://docs.pinata.cloud/api-reference): three servers, as there, for the API, for
/// uploads and as the account's gateway. It refuses what the documentation does not allow, and commits the faults that a test chooses. The texts of its errors are its own.
/// </summary>
public sealed class PinataServer : IAsyncDisposable
{
    private const int ChunkBytes = 1 << 20;

    private readonly byte[] _signingKey = RandomNumberGenerator.GetBytes(32);
    private readonly WebApplication _app;

    private PinataServer(WebApplication app) => _app = app;

    public Uri ApiUrl => Url(0);

    public Uri UploadUrl => Url(1);

    public Uri Gateway => Url(2);

    /// <summary>The only key that is let in.</summary>
    public string Jwt { get; } = $"eyJhbGciOiJIUzI1NiJ9.{Guid.NewGuid():N}.{Guid.NewGuid():N}";

    /// <summary>Files by id; a test may change some, or take them away.</summary>
    public ConcurrentDictionary<string, StoredFile> Files { get; } = new();

    /// <summary>What was asked in the order it came: list, upload, delete, link or read, with the <c>Authorization</c> that came along.</summary>
    public ConcurrentQueue<(string Call, string? Authorization)> Requests { get; } = new();

    /// <summary>Most files of a page of a list.</summary>
    public int PageFiles { get; set; } = 1000;

    /// <summary>Whether new and old files wait for their CID.</summary>
    public bool IsProcessing { get; set; }

    /// <summary>Whether files that wait are listed only where it is asked for them, which the documentation leaves open.</summary>
    public bool HidesPending { get; set; }

    /// <summary>Says whether it answered a call in Pinata's place.</summary>
    public Func<string, HttpContext, Task<bool>> Fault { get; set; } = (_, _) => Task.FromResult(false);

    public static async Task<PinataServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            app.Urls.Add("http://127.0.0.1:0");
        }

        var server = new PinataServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Uri Url(int place) => new(_app.Urls.ElementAt(place));

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var place = Array.IndexOf([ApiUrl.Port, UploadUrl.Port, Gateway.Port], context.Connection.LocalPort);
        var call = (place, request.Method, path) switch
        {
            (0, "GET", ["v3", "files", "public" or "private"]) => "list",
            (0, "DELETE", ["v3", "files", "public" or "private", _]) => "delete",
            (0, "POST", ["v3", "files", "private", "download_link"]) => "link",
            (1, "POST", ["v3", "files"]) => "upload",
            (2, "GET", ["ipfs" or "files", _]) => "read",
            _ => $"{request.Method} {request.Path}",
        };
        Requests.Enqueue((call, request.Headers.Authorization.FirstOrDefault()));
        if (await Fault(call, context))
        {
            return;
        }

        try
        {
            if (call is not "read" && request.Headers.Authorization != $"Bearer {Jwt}")
            {
                throw new RefusedException(StatusCodes.Status401Unauthorized, "no such key");
            }

            await (call switch
            {
                "list" => response.WriteAsJsonAsync(new { data = List(path[2], request.Query) }),
                "delete" => response.WriteAsJsonAsync(new { data = Delete(path[2], path[3]) }),
                "link" => response.WriteAsJsonAsync(new { data = Sign((await request.ReadFromJsonAsync<LinkRequest>())!) }),
                "upload" => response.WriteAsJsonAsync(new { data = await UploadAsync(request) }),
                "read" => response.Body.WriteAsync(Read(request, path)).AsTask(),
                _ => throw new RefusedException(StatusCodes.Status404NotFound, "no such call"),
            });
        }
        catch (RefusedException refused)
        {
            response.StatusCode = refused.Status;
            await response.WriteAsJsonAsync(new { error = refused.Message });
        }
    }

    private object List(string network, IQueryCollection query)
    {
        if (query.Keys.Except(["name", "group", "mimeType", "cid", "cidPending", "limit", "order", "pageToken"]).ToList() is { Count: > 0 } unknown)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, $"no filter {unknown[0]}");
        }

        var (name, pendingOnly) = (query["name"].FirstOrDefault() ?? "", query["cidPending"] == "true");
        var limit = Math.Min(PageFiles, int.Parse(query["limit"].FirstOrDefault() ?? "10", CultureInfo.InvariantCulture));
        var from = query["pageToken"].FirstOrDefault() is { } token ? int.Parse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)), CultureInfo.InvariantCulture) : 0;
        var files = Files.Values.Where(file => file.Network == network && file.Name.Contains(name, StringComparison.Ordinal))
            .Where(file => IsProcessing ? pendingOnly || !HidesPending : !pendingOnly).OrderBy(file => file.Created).ToList();
        var next = from + limit < files.Count ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{from + limit}")) : null;
        return new { files = files.Skip(from).Take(limit).Select(Describe), next_page_token = next };
    }

    private string Delete(string network, string id) =>
        Files.TryGetValue(id, out var file) && file.Network == network && Files.TryRemove(id, out _) ? "OK" : throw new RefusedException(StatusCodes.Status404NotFound, "no such file");

    private async Task<object> UploadAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["network"].FirstOrDefault() is not ("public" or "private") || form.Files.GetFile("file") is not { } part)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, "network and file are required");
        }

        using var bytes = new MemoryStream();
        await part.CopyToAsync(bytes);
        var file = new StoredFile($"{Guid.NewGuid()}", form["network"].ToString(), form["name"].FirstOrDefault() ?? part.FileName, part.ContentType, DateTimeOffset.UtcNow, bytes.ToArray());
        Files[file.Id] = file;
        return Describe(file);
    }

    private object Describe(StoredFile file) => new
    {
        id = file.Id,
        name = file.Name,
        cid = IsProcessing ? "pending" : file.Cid,
        size = file.Bytes.Length,
        number_of_files = 1,
        mime_type = file.MimeType,
        group_id = (string?)null,
        created_at = file.Created,
    };

    private string Sign(LinkRequest wanted) => wanted.Url.StartsWith($"{Gateway}files/", StringComparison.Ordinal) && wanted.Method == "GET"
        ? QueryHelpers.AddQueryString(wanted.Url, new Dictionary<string, string?>
        {
            ["X-Algorithm"] = "PINATA1",
            ["X-Date"] = $"{wanted.Date}",
            ["X-Expires"] = $"{wanted.Expires}",
            ["X-Method"] = wanted.Method,
            ["X-Signature"] = Signature(wanted),
        })
        : throw new RefusedException(StatusCodes.Status400BadRequest, "no file at a gateway of this account");

    private string Signature(LinkRequest link) => Convert.ToHexStringLower(HMACSHA256.HashData(_signingKey, Encoding.UTF8.GetBytes($"{link}")));

    private byte[] Read(HttpRequest request, string[] path)
    {
        var (network, query) = (path[0] == "ipfs" ? "public" : "private", request.Query);
        if (network == "private")
        {
            _ = long.TryParse(query["X-Date"], CultureInfo.InvariantCulture, out var date);
            _ = long.TryParse(query["X-Expires"], CultureInfo.InvariantCulture, out var expires);
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            if (query["X-Signature"] != Signature(new($"{Gateway}files/{path[1]}", expires, date, "GET")) || now < date - 1 || now > date + expires)
            {
                throw new RefusedException(StatusCodes.Status403Forbidden, "the signature is missing, wrong or out of date");
            }
        }

        return Files.Values.FirstOrDefault(file => !IsProcessing && file.Network == network && file.Cid == path[1])?.Bytes
            ?? throw new RefusedException(StatusCodes.Status404NotFound, "no such file");
    }

    /// <summary>A file that was uploaded.</summary>
    public sealed record StoredFile(string Id, string Network, string Name, string MimeType, DateTimeOffset Created, byte[] Bytes)
    {
        /// <summary>As how Pinata cuts files up is not known, a file of several chunks has a CID that nobody else gives it.</summary>
        public string Cid { get; } = IpldBlock.Name(isNode: Bytes.Length > ChunkBytes, Bytes);
    }

    private sealed record LinkRequest(string Url, long Expires, long Date, string Method);

    private sealed class RefusedException(int status, string message) : Exception(message)
    {
        public int Status { get; } = status;
    }
}
