using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Hosting;

namespace PathoChain.Api.Tests;

/// <summary>The API in the test's process with its real silo, store and models, on a data folder of its own. Its chain node is away, which it must bear.</summary>
public sealed class ApiHost : WebApplicationFactory<Program>
{
    private readonly TemporaryFolder _data = new();
    private readonly IReadOnlyDictionary<string, string> _member = ClusterSettings.OfItsOwn();

    public string DataDirectory => _data.File("data");

    public string WebDirectory => _data.File("web");

    public string ReportsDirectory { get; init; } = Path.Combine(RepositoryRoot.Path, "models", "reports");

    public string? CandidateDirectory { get; init; }

    public static HttpRequestMessage Upload(byte[] file, string? idempotencyKey = null, string field = "file")
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/images")
        {
            Content = new MultipartFormDataContent { { part, field, "CANARY-NAME.png" } },
        };
        request.Headers.Add("Idempotency-Key", idempotencyKey ?? Guid.NewGuid().ToString());
        return request;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        Directory.CreateDirectory(WebDirectory);
        File.WriteAllText(Path.Combine(WebDirectory, "index.html"), "<!doctype html><title>web client</title>");
        builder.UseEnvironment(Environments.Production);
        builder.UseSetting("Data:Directory", DataDirectory);
        builder.UseSetting("Chain:RpcUrl", "http://127.0.0.1:9");
        builder.UseSetting("Chain:DeploymentFile", SampleDeployment.WriteTo(_data.File("31337.json")));
        builder.UseSetting("Models:Directory", Path.Combine(RepositoryRoot.Path, "models", "artifacts"));
        builder.UseSetting("Models:Reports", ReportsDirectory);
        builder.UseSetting("Models:CandidateDirectory", CandidateDirectory ?? _data.File("candidates"));
        builder.UseSetting("Web:Directory", WebDirectory);
        foreach (var (name, value) in _member)
        {
            builder.UseSetting(name, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _data.Dispose();
        }
    }
}
