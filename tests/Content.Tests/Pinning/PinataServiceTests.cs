using Microsoft.AspNetCore.Http;

namespace PathoChain.Content.Tests.Pinning;

public sealed class PinataServiceTests : PinataTest
{
    [Theory]
    [InlineData("private", false)]
    [InlineData("private", true)]
    [InlineData("public", false)]
    [InlineData("public", true)]
    public async Task An_image_is_kept_as_one_file_named_by_its_cid_and_read_back(string network, bool isLarge)
    {
        var (stored, pinata) = (await StoreAsync(isLarge ? Large : Small), Service(network));

        await pinata.PinAsync(stored.Cid, Store);

        var file = Server.Files.Values.Should().ContainSingle().Subject;
        file.Should().BeEquivalentTo(new { Name = stored.Cid.ToString(), Network = network, MimeType = "application/octet-stream" });
        file.Bytes.Should().HaveCount((int)stored.EnvelopeBytes);
        ContentAddress.Of(file.Bytes).Should().Be(stored.Cid);
        (file.Cid == stored.Cid.ToString()).Should().Be(!isLarge, "what a large file is called there is Pinata's choice");
        Calls().Should().Equal(network == "private" ? ["list", "upload", "link", "read"] : ["list", "upload", "read"]);
        (await pinata.HoldsAsync(stored.Cid)).Should().BeTrue();
        (await pinata.HoldsAsync(Unknown)).Should().BeFalse();
    }

    [Fact]
    public async Task Pinning_again_reads_back_what_is_there_and_uploads_nothing()
    {
        var cid = (await StoreAsync(Large)).Cid;
        await Pinata.PinAsync(cid, Store);
        await Pinata.PinAsync(cid, Store);
        Server.Files.Should().ContainSingle();
        Calls().Should().Equal("list", "upload", "link", "read", "list", "link", "read");
    }

    [Fact]
    public async Task What_was_taken_away_there_is_uploaded_again()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await Pinata.PinAsync(cid, Store);
        Server.Files.Clear();
        (await Pinata.HoldsAsync(cid)).Should().BeFalse();
        await Pinata.PinAsync(cid, Store);
        (await Pinata.HoldsAsync(cid)).Should().BeTrue();
    }

    [Fact]
    public async Task What_reads_back_as_something_else_is_refused_and_deleted()
    {
        var cid = (await StoreAsync(Large)).Cid;
        Server.Fault = async (call, context) =>
        {
            if (call == "read")
            {
                await context.Response.WriteAsync("<html>Pinata</html>");
            }

            return call == "read";
        };
        await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), $"*are not those of {cid}. It was deleted there.");
        Server.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task A_copy_that_was_damaged_there_is_replaced_at_the_next_attempt()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await Pinata.PinAsync(cid, Store);
        Server.Files.Values.Single().Bytes[77] ^= 1;
        await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), "*are not those of*");
        await Pinata.PinAsync(cid, Store);
        ContentAddress.Of(Server.Files.Values.Single().Bytes).Should().Be(cid);
    }

    [Fact]
    public async Task What_can_neither_be_trusted_nor_deleted_is_said_with_both_reasons()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await Pinata.PinAsync(cid, Store);
        Server.Files.Values.Single().Bytes[77] ^= 1;
        Answer("delete", StatusCodes.Status429TooManyRequests, retryAfter: 7);
        (await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), "*are not those of*could not be deleted*asked too often*")).RetryAfter.Should().Be(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_file_that_Pinata_is_still_at_work_on_is_not_kept_yet()
    {
        var cid = (await StoreAsync(Large)).Cid;
        Server.IsProcessing = true;
        await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), "*still being processed*");
        await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), "*still being processed*");
        await ShouldFailAsync(() => Pinata.RestoreAsync(cid, Store), "*still being processed*");
        (await Pinata.HoldsAsync(cid)).Should().BeFalse();

        Server.IsProcessing = false;
        await Pinata.PinAsync(cid, Store);
        Server.Files.Should().ContainSingle("it was uploaded once");
    }

    [Fact]
    public async Task An_image_that_is_unpinned_is_gone_there_and_no_other()
    {
        var (cid, other) = ((await StoreAsync(Small)).Cid, (await StoreAsync(Small)).Cid);
        await Pinata.PinAsync(cid, Store);
        await Pinata.PinAsync(other, Store);
        Duplicate(cid);

        await Pinata.UnpinAsync(cid);
        await Pinata.UnpinAsync(cid); // changes nothing

        Server.Files.Values.Should().ContainSingle().Which.Name.Should().Be(other.ToString());
        (await Pinata.HoldsAsync(cid)).Should().BeFalse();
        (await Pinata.HoldsAsync(other)).Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_Pinata_is_still_at_work_on_is_unpinned_too(bool isHidden)
    {
        var cid = (await StoreAsync(Small)).Cid;
        await Pinata.PinAsync(cid, Store);
        (Server.IsProcessing, Server.HidesPending) = (true, isHidden);
        await Pinata.UnpinAsync(cid);
        Server.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task What_somebody_else_deleted_in_between_is_no_error()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await Pinata.PinAsync(cid, Store);
        Server.Fault = (call, _) =>
        {
            if (call == "delete")
            {
                Server.Files.Clear();
            }

            return Task.FromResult(false);
        };
        await Pinata.UnpinAsync(cid);
    }

    [Fact]
    public async Task What_stays_listed_however_often_it_is_deleted_is_said()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await Pinata.PinAsync(cid, Store);
        Answer("delete", StatusCodes.Status200OK);
        await ShouldFailAsync(() => Pinata.UnpinAsync(cid), $"*{cid} was deleted 5 times and is still listed.");
    }

    [Fact]
    public async Task A_name_that_only_contains_the_cid_is_another_file_and_all_pages_are_looked_through()
    {
        var stored = await StoreAsync(Small);
        await Pinata.PinAsync(stored.Cid, Store);
        var file = Server.Files.Values.Single();
        for (var i = 0; i < 5; i++)
        {
            Server.Files[$"{i}"] = file with { Id = $"{i}", Name = $"{file.Name}.{i}", Created = file.Created.AddDays(-1) };
        }

        Server.PageFiles = 2;
        (await Pinata.HoldsAsync(stored.Cid)).Should().BeTrue();
        await Pinata.UnpinAsync(stored.Cid);
        (await Pinata.HoldsAsync(stored.Cid)).Should().BeFalse();
        Server.Files.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_list_without_end_is_not_read_to_it()
    {
        Server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync("""{"data":{"files":[{"id":"1","name":null,"cid":"bafk","size":1}],"next_page_token":"more"}}""");
            return true;
        };
        await ShouldFailAsync(() => Pinata.HoldsAsync(Unknown), "*list: 10 pages of files are not all*");
        Calls().Should().HaveCount(10);
    }

    [Fact]
    public async Task A_list_of_nothing_may_be_null()
    {
        Answer("list", StatusCodes.Status200OK, """{"data":{"files":null,"next_page_token":""}}""");
        (await Pinata.HoldsAsync(Unknown)).Should().BeFalse();
    }

    [Theory]
    [InlineData("private", false)]
    [InlineData("private", true)]
    [InlineData("public", true)]
    public async Task A_lost_image_is_brought_back_and_opens(string network, bool isLarge)
    {
        var image = isLarge ? Large : Small;
        var (stored, pinata) = (await StoreAsync(image), Service(network));
        await pinata.PinAsync(stored.Cid, Store);
        var empty = new LocalBlockStore(Folder.File("other"));

        await pinata.RestoreAsync(stored.Cid, empty);

        (await new ImageVault(empty, Key, new PinningServices([])).OpenAsync(stored.Cid, stored.WrappedKey)).Should().Equal(image.Png);
        foreach (var block in stored.Blocks)
        {
            (await empty.GetAsync(block)).Should().Equal(await Store.GetAsync(block));
        }
    }

    [Fact]
    public async Task What_is_not_kept_or_damaged_there_is_not_brought_back()
    {
        var stored = await StoreAsync(Large);
        var empty = new LocalBlockStore(Folder.File("other"));
        (await FluentActions.Awaiting(() => Pinata.RestoreAsync(stored.Cid, empty)).Should().ThrowAsync<BlockStoreException>().WithMessage($"{stored.Cid} is not among the files at pinata."))
            .Which.Problem.Should().Be(BlockProblem.Missing);

        await Pinata.PinAsync(stored.Cid, Store);
        Server.Files.Values.Single().Bytes[^1] ^= 1;
        (await FluentActions.Awaiting(() => Pinata.RestoreAsync(stored.Cid, empty)).Should().ThrowAsync<BlockStoreException>()).Which.Problem.Should().Be(BlockProblem.Wrong);
        Directory.EnumerateFiles(Folder.File("other"), "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_block_that_is_missing_here_is_said_and_no_file_is_left_there()
    {
        var stored = await StoreAsync(Large);
        Store.Remove(stored.Blocks[2]);
        (await FluentActions.Awaiting(() => Pinata.PinAsync(stored.Cid, Store)).Should().ThrowAsync<BlockStoreException>()).Which.Problem.Should().Be(BlockProblem.Missing);
        Server.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_beyond_what_one_request_may_have_is_not_sent()
    {
        var node = new FileNode([.. Enumerable.Repeat(new FileLink(Unknown, 1 << 20, 1 << 20), 96)]).Encode();
        var cid = Cid.Of(CidCodec.DagPb, node);
        await Store.PutAsync(cid, node);
        await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), "*no more than 100000000 bytes*has 100663296. Let a Kubo node keep it.");
        Calls().Should().Equal("list");
    }
}
