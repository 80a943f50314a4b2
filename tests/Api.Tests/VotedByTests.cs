using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PathoChain.Api.Images;
using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Api.Tests;

/// <summary>Which images a model's votes are in: what an operator asks who withdraws it.</summary>
public sealed class VotedByTests : IDisposable
{
    private readonly ApiHost _host = new();
    private readonly HttpClient _client;

    public VotedByTests() => _client = _host.CreateClient();

    [Fact]
    public async Task Images_are_listed_by_the_models_that_voted_on_them()
    {
        var other = new string('0', 64);
        var older = await ClassifiedAsync(1);
        var newer = await ClassifiedAsync(2);
        using var unclassified = await _client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, 3)));
        var sha256 = await Sha256Async();

        (await AllAsync($"votedBy={sha256}")).Should().Equal(newer, older);
        (await AllAsync($"votedBy={other}&votedBy={sha256.ToUpperInvariant()}&limit=1")).Should().Equal(newer, older);
        (await AllAsync($"votedBy={other}")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_answer_that_has_looked_through_enough_says_where_to_go_on()
    {
        var cid = await ClassifiedAsync(4);
        var site = _host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISiteGrain>(SiteNames.Default);
        for (var later = 0; later < ImageList.MaxLooked; later++)
        {
            await site.AddAsync(Cid.Of(CidCodec.Raw, BitConverter.GetBytes(later)).ToString());
        }

        var path = $"/api/images?limit=5&votedBy={await Sha256Async()}";
        var first = await _client.GetFromJsonAsync<JsonElement>(path);
        first.GetProperty("items").GetArrayLength().Should().Be(0);

        var second = await _client.GetFromJsonAsync<JsonElement>($"{path}&page={first.GetProperty("nextPage").GetInt32()}");
        second.GetProperty("items").EnumerateArray().Select(CidOf).Should().Equal(cid);
        second.GetProperty("nextPage").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("20b6ea30")]
    [InlineData("O0b6ea30997a625f90c16aa80f3643e9ae18eafddaacd8911ba64018fc910700")]
    public async Task What_is_no_hash_is_refused(string hash)
    {
        using var answer = await _client.GetAsync($"/api/images?votedBy={hash}");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await ApiHost.JsonAsync(answer)).GetProperty("detail").GetString().Should().Contain(hash).And.Contain("64 hex digits");
    }

    [Fact]
    public async Task A_client_that_knows_an_image_hears_that_a_model_was_withdrawn()
    {
        var cid = await ClassifiedAsync(5);
        var sha256 = await Sha256Async();
        using var before = await _client.GetAsync($"/api/images/{cid}");
        await _host.Services.GetRequiredService<IHost>().StopAsync();

        using var later = _host.WithWebHostBuilder(builder => builder.UseSetting("Models:Withdrawn:0", sha256.ToUpperInvariant()));
        using var client = later.CreateClient();

        using var after = await GetAsync(client, $"/api/images/{cid}?wait=20", before.Headers.ETag!.Tag);
        after.StatusCode.Should().Be(HttpStatusCode.OK);
        using var known = await GetAsync(client, $"/api/images/{cid}", after.Headers.ETag!.Tag);
        known.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await client.GetFromJsonAsync<JsonElement>("/api/models")).GetProperty("withdrawn").EnumerateArray().Select(hash => hash.GetString()).Should().Equal(sha256);
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }

    private static string? CidOf(JsonElement image) => image.GetProperty("cid").GetString();

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return await client.SendAsync(request);
    }

    private Task<string> ClassifiedAsync(int seed) => ClassifiedImage.CreateAsync(_host, DrawnImages.Png(50, 50, seed));

    private async Task<string> Sha256Async() => (await _client.GetFromJsonAsync<JsonElement>("/api/models/vgg16")).GetProperty("sha256").GetString()!;

    private async Task<IReadOnlyList<string?>> AllAsync(string query)
    {
        var listed = new List<string?>();
        for (var path = $"/api/images?{query}"; path is not null;)
        {
            var page = await _client.GetFromJsonAsync<JsonElement>(path);
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(CidOf));
            var next = page.GetProperty("nextPage");
            path = next.ValueKind is JsonValueKind.Null ? null : $"/api/images?{query}&page={next.GetInt32()}";
        }

        return listed;
    }
}
