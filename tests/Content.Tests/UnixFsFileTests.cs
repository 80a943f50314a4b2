namespace PathoChain.Content.Tests;

public sealed class UnixFsFileTests : IDisposable
{
    private static readonly UnixFsProfile Tiny = new(ChunkBytes: 64, MaxLinks: 3);

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlockStore _store;

    public UnixFsFileTests() => _store = new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData((5 << 20) + 12_345)]
    public async Task A_file_comes_back_as_it_was(int length)
    {
        var file = Bytes(length);
        var root = await WriteAsync(file, UnixFsProfile.V1Of2025);
        (await UnixFsFile.ReadAsync(root, _store, UnixFsProfile.V1Of2025, length, default)).Should().Equal(file);
    }

    [Fact]
    public async Task Levels_of_nodes_come_back_too()
    {
        foreach (var length in Enumerable.Range(1, 27).Select(chunks => (chunks * 64) - 7))
        {
            var file = Bytes(length);
            var root = await WriteAsync(file, Tiny);
            (await UnixFsFile.ReadAsync(root, _store, Tiny, length, default)).Should().Equal(file);
        }
    }

    /// <summary>Expected: npm ipfs-unixfs-importer, fixedSize 64, balanced with 3 children a node, raw leaves, CIDv1, over bytes 0, 1, 2 … modulo 251.</summary>
    [Theory]
    [InlineData(192, "bafybeibdvbb4u5takxrw4uliv7ykj7sbmp27gzeqf5balzjwn7bytgfp74")]
    [InlineData(640, "bafybeicluf6fmr7xdgnrrjakan3i2i325hdddgvuqzdgv4n3j6fnro3fvy")]
    [InlineData(1700, "bafybeiayvhhzjgmvhg3fv6hmvowsx7qfilpr4dhw6m7xfryqbbf5nxfjea")]
    public async Task Levels_of_nodes_have_the_cid_that_other_tools_give(int length, string cid) =>
        (await WriteAsync([.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))], Tiny)).ToString().Should().Be(cid);

    [Fact]
    public async Task A_file_longer_than_the_caller_expects_is_not_read()
    {
        var root = await WriteAsync(Bytes(1000), Tiny);
        await ShouldBeRefusedAsync(root, "*1000 bytes; at most 999*", maxBytes: 999);
    }

    [Fact]
    public async Task Nodes_deeper_than_the_profile_needs_are_not_followed()
    {
        var root = await WriteAsync(Bytes(28 * 64), Tiny);
        await ShouldBeRefusedAsync(root, "*is not the*");
    }

    [Fact]
    public async Task A_node_that_lies_about_a_child_is_refused()
    {
        var leaf = Cid.Of(CidCodec.Raw, Bytes(64));
        await _store.PutAsync(leaf, Bytes(64));
        await ShouldBeRefusedAsync(await NodeAsync(new FileLink(leaf, 63, 64)), "*is not the 63 bytes*");
        await ShouldBeRefusedAsync(await NodeAsync(new FileLink(leaf, 0, 64)), "*1 byte or more*");
    }

    [Fact]
    public async Task A_short_leaf_in_the_midst_is_refused()
    {
        var leaf = Cid.Of(CidCodec.Raw, Bytes(10));
        await _store.PutAsync(leaf, Bytes(10));
        await ShouldBeRefusedAsync(await NodeAsync(new(leaf, 10, 10), new(leaf, 10, 10)), "*is not the 10 bytes*");
    }

    [Fact]
    public async Task A_changed_or_cut_node_is_refused_before_anything_is_made_of_it()
    {
        var root = await WriteAsync(Bytes(180), Tiny);
        var node = await _store.GetAsync(root);
        for (var i = 0; i < node.Length; i++)
        {
            var index = i;
            FluentActions.Invoking(() => FileNode.Decode(node.AsSpan(0, index))).Should().Throw<InvalidDataException>();
        }

        FluentActions.Invoking(() => FileNode.Decode([.. node, 0])).Should().Throw<InvalidDataException>();
        FluentActions.Invoking(() => FileNode.Decode(Enumerable.Repeat((byte)0xFF, 20).ToArray())).Should().Throw<InvalidDataException>();
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private async Task<Cid> NodeAsync(params FileLink[] links)
    {
        var node = new FileNode(links).Encode();
        var cid = Cid.Of(CidCodec.DagPb, node);
        await _store.PutAsync(cid, node);
        return cid;
    }

    private async Task<Cid> WriteAsync(byte[] file, UnixFsProfile profile)
    {
        var root = default(Cid);
        foreach (var block in UnixFsFile.Split(file, profile))
        {
            await _store.PutAsync(block.Cid, block.Bytes);
            root = block.Cid;
        }

        return root;
    }

    private async Task ShouldBeRefusedAsync(Cid root, string message, int maxBytes = 1 << 20) =>
        await FluentActions.Awaiting(() => UnixFsFile.ReadAsync(root, _store, Tiny, maxBytes, default))
            .Should().ThrowAsync<InvalidDataException>().WithMessage(message);
}
