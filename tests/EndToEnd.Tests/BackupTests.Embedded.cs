using Microsoft.Data.Sqlite;

namespace PathoChain.EndToEnd.Tests;

/// <summary>The drill of docs/operations.md: what was backed up while the system ran comes back on another disk.</summary>
public sealed class BackupTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the blocks come from the IPFS node
    public async Task A_backup_of_a_running_system_is_restored_whole(bool hasBlocks)
    {
        await using var kubo = await KuboServer.StartAsync();
        await using var network = await Network.StartAsync(kubo: kubo.Url);
        using var backup = new TemporaryFolder();
        var uploaded = await network.Client.UploadAsync(DrawnImages.Png(900, 900, 4));
        var cid = uploaded.GetProperty("cid").GetString()!;
        await network.RegisterAsync(uploaded);
        await network.Client.WaitForCopyAsync(cid);
        var before = await network.Client.WaitForAsync(cid, "classified", "failed");

        await VacuumAsync(network.File("pathochain.db"), backup.File("pathochain.db"));
        Directory.CreateDirectory(backup.File("blocks"));
        foreach (var block in hasBlocks ? network.Blocks() : [])
        {
            var copy = Path.Combine(backup.File("blocks"), Path.GetRelativePath(network.BlockDirectory, block));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(block, copy);
        }

        File.Copy(network.SiteKeyFile, backup.File("site.key"));
        await network.Api.KillAsync();

        await using var restored = new ApiProcess(network.Devnet, backup.Path) { Member = network.Api.Member, Settings = network.Api.Settings };
        await restored.StartAsync();
        using var client = new ApiClient(restored.BaseAddress);
        var after = await client.GetAsync($"/api/images/{cid}");
        after.GetProperty("result").GetRawText().Should().Be(before.GetProperty("result").GetRawText());
        after.GetProperty("registration").GetProperty("transactionHash").GetString().Should().Be(before.GetProperty("registration").GetProperty("transactionHash").GetString());
        (await client.DownloadAsync($"/api/images/{cid}/heatmaps/basecnn")).Should().NotBeEmpty("the image opens");
    }

    private static async Task VacuumAsync(string database, string copy)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var vacuum = connection.CreateCommand();
        vacuum.CommandText = "VACUUM INTO $copy";
        vacuum.Parameters.AddWithValue("$copy", copy);
        await vacuum.ExecuteNonQueryAsync();
    }
}
