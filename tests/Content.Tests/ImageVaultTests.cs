using PathoChain.Libvips;

namespace PathoChain.Content.Tests;

public sealed class ImageVaultTests : IDisposable
{
    private static readonly CleanImage Small = ImageIntake.Clean(ImageCodec.EncodePng(DrawnImage.Gradient(90, 60)));
    private static readonly CleanImage Large = ImageIntake.Clean(ImageCodec.EncodePng(DrawnImage.Noise(1200, 900)));

    private readonly TemporaryFolder _folder = new();
    private readonly ImageVault _vault;

    public ImageVaultTests() => _vault = Vault("site.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_small_image_is_one_raw_block()
    {
        var stored = await _vault.StoreAsync(Small);

        stored.Cid.Codec.Should().Be(CidCodec.Raw);
        stored.Digest.Should().Equal(stored.Cid.Digest);
        stored.EnvelopeBytes.Should().Be(64 << 10);
        Blocks().Should().ContainSingle();
        (await Vault("site.key").OpenAsync(stored.Cid, stored.WrappedKey)).Should().Equal(Small.Png, "another process opens it too");
    }

    [Fact]
    public async Task A_large_image_is_a_tree_of_blocks()
    {
        var stored = await _vault.StoreAsync(Large);

        stored.Cid.Codec.Should().Be(CidCodec.DagPb);
        stored.EnvelopeBytes.Should().Be(4 << 20);
        Blocks().Should().HaveCount(5, "four leaves and their root");
        (await _vault.OpenAsync(stored.Cid, stored.WrappedKey)).Should().Equal(Large.Png);
    }

    [Fact]
    public async Task The_same_image_twice_has_nothing_in_common()
    {
        var (first, second) = (await _vault.StoreAsync(Small), await _vault.StoreAsync(Small));
        second.Cid.Should().NotBe(first.Cid);
        await ShouldNotOpenAsync(first.Cid, second.WrappedKey);
    }

    [Fact]
    public async Task No_block_tells_that_it_is_an_image()
    {
        await _vault.StoreAsync(Small);
        var block = await File.ReadAllBytesAsync(Blocks().Single());
        block.AsSpan().IndexOf("IHDR"u8).Should().Be(-1);
        block.AsSpan().IndexOf(Small.Png.AsSpan(40, 16)).Should().Be(-1);
    }

    [Fact]
    public async Task Another_site_cannot_open_it()
    {
        var stored = await _vault.StoreAsync(Small);
        await FluentActions.Awaiting(() => Vault("other.key").OpenAsync(stored.Cid, stored.WrappedKey))
            .Should().ThrowAsync<EnvelopeException>().WithMessage("*this site's key*");
    }

    [Fact]
    public async Task A_block_that_is_no_envelope_does_not_open()
    {
        var stored = await _vault.StoreAsync(Small);
        var store = new LocalBlockStore(_folder.File("blocks"));
        var junk = new byte[] { 0x0A, 0x03, 1, 2, 3 };
        var node = Cid.Of(CidCodec.DagPb, junk);
        await store.PutAsync(node, junk);
        await FluentActions.Awaiting(() => _vault.OpenAsync(node, stored.WrappedKey)).Should().ThrowAsync<EnvelopeException>().WithMessage($"{node} is no envelope*");
    }

    [Fact]
    public async Task A_damaged_or_missing_leaf_is_said_and_nothing_is_returned()
    {
        var stored = await _vault.StoreAsync(Large);
        var leaf = Blocks().First(block => new FileInfo(block).Length == 1 << 20);
        await File.WriteAllBytesAsync(leaf, new byte[1 << 20]);
        (await FluentActions.Awaiting(() => _vault.OpenAsync(stored.Cid, stored.WrappedKey)).Should().ThrowAsync<BlockStoreException>())
            .Which.Problem.Should().Be(BlockProblem.Wrong);

        File.Delete(leaf);
        (await FluentActions.Awaiting(() => _vault.OpenAsync(stored.Cid, stored.WrappedKey)).Should().ThrowAsync<BlockStoreException>())
            .Which.Problem.Should().Be(BlockProblem.Missing);
    }

    [Fact]
    public async Task A_cancelled_store_stores_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => _vault.StoreAsync(Small, cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
        Blocks().Should().BeEmpty();
    }

    [Fact]
    public async Task A_store_that_fails_half_way_leaves_nothing()
    {
        // A quarter of the folders that blocks go to cannot be made, and which a block goes to is chance: the first, a later one, or none.
        const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
        foreach (var shard in Base32[..8].SelectMany(first => Base32.Select(second => $"{first}{second}")))
        {
            await File.WriteAllTextAsync(_folder.File($"blocks/{shard}"), "in the way");
        }

        var stored = 0;
        for (var i = 0; i < 16; i++)
        {
            var refusal = await Record.ExceptionAsync(() => _vault.StoreAsync(Large));
            (refusal is null or IOException).Should().BeTrue($"{refusal}");
            stored += refusal is null ? 1 : 0;
            Blocks().Should().HaveCount(5 * stored);
        }
    }

    [Fact]
    public async Task A_discarded_image_is_gone_and_no_other()
    {
        var (kept, discarded) = (await _vault.StoreAsync(Large), await _vault.StoreAsync(Large));
        _vault.Discard(discarded);
        Blocks().Should().HaveCount(5);
        (await _vault.OpenAsync(kept.Cid, kept.WrappedKey)).Should().Equal(Large.Png);
    }

    [Fact]
    public async Task An_erased_image_is_gone_and_no_other_also_where_it_was_interrupted()
    {
        var (kept, small, erased) = (await _vault.StoreAsync(Large), await _vault.StoreAsync(Small), await _vault.StoreAsync(Large));
        _vault.Discard(erased with { Blocks = [erased.Blocks[1]] });

        await _vault.EraseAsync(erased.Cid);
        await _vault.EraseAsync(small.Cid);
        await _vault.EraseAsync(erased.Cid);

        Blocks().Should().HaveCount(5);
        (await _vault.OpenAsync(kept.Cid, kept.WrappedKey)).Should().Equal(Large.Png);
    }

    [Fact]
    public async Task Where_the_block_that_names_the_others_is_damaged_it_goes_all_the_same()
    {
        var stored = await _vault.StoreAsync(Large);
        await File.WriteAllTextAsync(Blocks().Single(file => Path.GetFileName(file) == stored.Cid.ToString()), "damaged");

        await _vault.EraseAsync(stored.Cid);

        Blocks().Should().HaveCount(4).And.NotContain(file => file.EndsWith(stored.Cid.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_is_away_is_not_taken_for_one_without_the_image()
    {
        var stored = await _vault.StoreAsync(Small);
        Directory.Move(_folder.File("blocks"), _folder.File("elsewhere"));

        await FluentActions.Awaiting(() => _vault.EraseAsync(stored.Cid)).Should().ThrowAsync<DirectoryNotFoundException>();
    }

    [Fact]
    public async Task Storing_leaves_blocks_and_the_key_and_no_other_file()
    {
        await _vault.StoreAsync(Large);
        _folder.Files().Select(Path.GetFileName).Should().OnlyContain(name => name == "site.key" || name!.StartsWith("baf", StringComparison.Ordinal));
    }

    private IEnumerable<string> Blocks() => _folder.Files().Where(file => Path.GetFileName(file).StartsWith("baf", StringComparison.Ordinal));

    private ImageVault Vault(string key) => new(new LocalBlockStore(_folder.File("blocks")), SiteKey.LoadOrCreate(_folder.File(key)), new PinningServices([]));

    private async Task ShouldNotOpenAsync(Cid cid, WrappedDek key) =>
        await FluentActions.Awaiting(() => _vault.OpenAsync(cid, key)).Should().ThrowAsync<EnvelopeException>();
}
