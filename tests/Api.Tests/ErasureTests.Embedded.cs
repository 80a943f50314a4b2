using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PathoChain.Grains;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>What the one file keeps that the embedded runtime stores in.</summary>
public sealed class ErasedKeyTests
{
    [Fact]
    public async Task The_key_of_an_erased_image_is_not_in_the_database_any_more()
    {
        using var host = new ApiHost();
        using var client = host.CreateClient();
        var (erased, kept) = (await UploadAsync(client, seed: 1), await UploadAsync(client, seed: 2));
        var (gone, stays) = (await KeyAsync(host, erased), await KeyAsync(host, kept));
        await client.DeleteAsync($"/api/images/{erased}");
        await host.Services.GetRequiredService<IHost>().StopAsync();

        var database = Path.Combine(host.DataDirectory, "pathochain.db");
        await using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var merge = connection.CreateCommand();
            merge.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)"; // as a start and an end of the server do
            await merge.ExecuteNonQueryAsync();
        }

        var stored = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(database));
        stored.Should().Contain(stays).And.NotContain(gone);
    }

    /// <summary>As JSON holds it.</summary>
    private static async Task<string> KeyAsync(ApiHost host, string cid) =>
        (await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IImageGrain>(cid).GetAsync())!.Image.WrappedKey!.Bytes.Replace("+", "\\u002B", StringComparison.Ordinal);
}
