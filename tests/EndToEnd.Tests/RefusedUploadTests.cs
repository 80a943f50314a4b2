using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace PathoChain.EndToEnd.Tests;

public sealed class RefusedUploadTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task What_is_no_clean_image_is_refused_with_its_reason_stores_nothing_and_leaves_memory_flat()
    {
        await using var network = await Network.StartAsync();
        var png = DrawnImages.Png(64, 64, 30);
        var cases = new (string Name, byte[] File, int Status, string Code)[]
        {
            ("an empty file", [], 400, "empty-file"),
            ("a text called .png", Encoding.UTF8.GetBytes("this is no image"), 415, "unsupported-format"),
            ("a truncated PNG", png[..(png.Length / 2)], 422, "truncated-image"),
            ("a PNG that claims 60,000 x 60,000", DrawnImages.ClaimingSize(png, 60_000, 60_000), 422, "too-many-pixels"),
            ("a file of 33 MiB", new byte[33 * Megabyte], 413, "file-too-large"),
            ("a PNG with trailing bytes", [.. png, 1, 2, 3], 422, "trailing-bytes"),
        };

        foreach (var (name, file, status, code) in cases)
        {
            await ShouldRefuseAsync(network, name, file, status, code);
        }

        var before = WorkingSet(network);
        for (var round = 0; round < 20; round++)
        {
            foreach (var (name, file, status, code) in cases)
            {
                await ShouldRefuseAsync(network, name, file, status, code);
            }
        }

        WorkingSet(network).Should().BeLessThan(before + (100 * Megabyte), "20 rounds of refusals must not pile up");
        network.Blocks().Should().BeEmpty();
        (await network.Client.GetAsync("/api/images")).GetProperty("items").GetArrayLength().Should().Be(0);
    }

    private static async Task ShouldRefuseAsync(Network network, string name, byte[] file, int status, string code)
    {
        using var answer = await network.Client.PostAsync(file);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        ((int)answer.StatusCode).Should().Be(status, name);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json", name);
        problem.GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}", name);
        problem.GetProperty("detail").GetString().Should().NotBeNullOrEmpty(name);
    }

    private static long WorkingSet(Network network)
    {
        network.Api.Process.Refresh();
        return network.Api.Process.WorkingSet64;
    }
}
