namespace PathoChain.Content.Tests;

public sealed class LocalBlockStoreTests : IDisposable
{
    private static readonly byte[] Block = [.. "a block of ciphertext"u8];
    private static readonly Cid Name = Cid.Of(CidCodec.Raw, Block);

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlockStore _store;

    public LocalBlockStoreTests() => _store = new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_block_is_there_for_the_next_process()
    {
        await _store.PutAsync(Name, Block);
        (await new LocalBlockStore(_folder.Path).GetAsync(Name)).Should().Equal(Block);
        _folder.Files().Should().ContainSingle("no temporary file stays").Which.Should().EndWith(Name.ToString());
    }

    [Fact]
    public async Task A_block_put_often_and_at_once_is_one_file()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _store.PutAsync(Name, Block)));
        _folder.Files().Should().ContainSingle();
        (await _store.GetAsync(Name)).Should().Equal(Block);
    }

    [Fact]
    public async Task Bytes_under_a_wrong_name_are_refused_and_leave_nothing()
    {
        await ShouldFailAsync(() => _store.PutAsync(Name, new byte[3]), BlockProblem.Wrong, $"*{Name}*");
        await ShouldFailAsync(() => _store.PutAsync(Cid.FromDigest(CidCodec.Raw, new byte[32]), Block), BlockProblem.Wrong, $"*hash to {Name}*");
        _folder.Files().Should().BeEmpty();
    }

    [Fact]
    public async Task A_block_beyond_2_MiB_is_refused()
    {
        var large = new byte[LocalBlockStore.MaxBlockBytes + 1];
        await ShouldFailAsync(() => _store.PutAsync(Cid.Of(CidCodec.Raw, large), large), BlockProblem.TooLarge, "*2097153*");
    }

    [Fact]
    public async Task A_missing_block_is_said_by_name() =>
        await ShouldFailAsync(() => _store.GetAsync(Name), BlockProblem.Missing, $"*{Name}*restore*");

    [Fact]
    public async Task Every_changed_byte_on_the_disk_is_noticed()
    {
        await _store.PutAsync(Name, Block);
        var path = _folder.Files().Single();
        for (var i = 0; i < Block.Length; i++)
        {
            var damaged = Block.ToArray();
            damaged[i] ^= 1;
            await File.WriteAllBytesAsync(path, damaged);
            await ShouldFailAsync(() => _store.GetAsync(Name), BlockProblem.Wrong, $"*{Name}*");
        }

        await File.WriteAllBytesAsync(path, Block[..^1]);
        await ShouldFailAsync(() => _store.GetAsync(Name), BlockProblem.Wrong, "*20 bytes*");
    }

    [Fact]
    public async Task A_file_grown_beyond_any_block_is_not_read()
    {
        await _store.PutAsync(Name, Block);
        using (var file = File.OpenWrite(_folder.Files().Single()))
        {
            file.SetLength(1L << 36);
        }

        await ShouldFailAsync(() => _store.GetAsync(Name), BlockProblem.TooLarge, "*68719476736*");
    }

    [Fact]
    public async Task Putting_a_damaged_block_again_heals_it()
    {
        await _store.PutAsync(Name, Block);
        await File.WriteAllBytesAsync(_folder.Files().Single(), new byte[Block.Length]);
        await _store.PutAsync(Name, Block);
        (await _store.GetAsync(Name)).Should().Equal(Block);
    }

    [Fact]
    public void What_a_crash_left_behind_is_cleared_once_it_is_old()
    {
        var (old, fresh) = (_folder.File("tmp/abandoned"), _folder.File("tmp/in-flight"));
        File.WriteAllText(old, "half a block");
        File.WriteAllText(fresh, "another process is writing this");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));

        _ = new LocalBlockStore(_folder.Path);

        File.Exists(old).Should().BeFalse();
        File.Exists(fresh).Should().BeTrue();
    }

    private static async Task ShouldFailAsync(Func<Task> act, BlockProblem problem, string message) =>
        (await act.Should().ThrowAsync<BlockStoreException>().WithMessage(message)).Which.Problem.Should().Be(problem);
}
