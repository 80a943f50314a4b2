using Microsoft.AspNetCore.Http;
using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

/// <summary>Images are copied to an IPFS node, looked after there, brought back from it, and removed with the image.</summary>
public sealed class ImageCopyTests(DevnetFixture chain) : IClassFixture<DevnetFixture>, IAsyncLifetime
{
    private KuboServer _kubo = null!;

    public async Task InitializeAsync() => _kubo = await KuboServer.StartAsync();

    public async Task DisposeAsync() => await _kubo.DisposeAsync();

    [Fact]
    public async Task An_image_is_copied_by_itself_and_the_status_says_so()
    {
        await using var cluster = await StartAsync();
        var cid = await cluster.CreateImageAsync(1);

        var copied = await WaitForAsync(cluster, cid, copy => copy.HeldSince is not null);

        copied.Phase.Should().Be(ImagePhase.AwaitingSignature, "its way goes on apart from its copies");
        copied.Copies.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Service = "kubo", Problem = (string?)null, Attempts = 0, DueAt = (DateTimeOffset?)null });
        _kubo.Pins.Keys.Should().Equal(cid);
        await cluster.Image(cid).AsReference<IRemindable>().ReceiveReminder("work", default);
        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_node_that_is_away_holds_nothing_up_and_gets_its_copy_when_it_is_back()
    {
        _kubo.Fault = Refuse;
        await using var cluster = await StartAsync();
        var cid = await cluster.CreateImageAsync(2);

        var waiting = await WaitForAsync(cluster, cid, copy => copy.Problem is not null);
        waiting.Copies![0].Problem.Should().StartWith($"kubo at http://127.0.0.1:{_kubo.Url.Port}, block/put: ");
        waiting.Copies[0].DueAt.Should().NotBeNull();
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Copies![0].HeldSince.Should().BeNull();

        _kubo.Fault = (_, _) => Task.FromResult(false);
        (await WaitForAsync(cluster, cid, copy => copy.HeldSince is not null)).Phase.Should().Be(ImagePhase.Classified);
    }

    [Fact]
    public async Task A_copy_that_waits_when_the_silo_crashes_is_made_afterwards()
    {
        _kubo.Fault = Refuse;
        await using var cluster = await StartAsync();
        var cid = await cluster.CreateImageAsync(3);
        await WaitForAsync(cluster, cid, copy => copy.Problem is not null);

        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().Equal("work");
        await cluster.KillAndRestartAsync();
        _kubo.Fault = (_, _) => Task.FromResult(false);

        await WaitForAsync(cluster, cid, copy => copy.HeldSince is not null);
    }

    [Fact]
    public async Task The_keeper_has_images_copied_that_were_there_before_the_node_was_named()
    {
        await using var cluster = await StartAsync();
        var cid = await CopiedAsync(cluster, 4);
        await ForgetAsync(cluster, cid, state => state with { Copies = [] });
        _kubo.Pins.Clear();

        await KeepAsync(cluster);

        await WaitForAsync(cluster, cid, copy => copy.HeldSince is not null);
        _kubo.Pins.Keys.Should().Equal(cid);
    }

    [Fact]
    public async Task A_copy_that_the_node_lost_is_made_again_when_it_is_looked_after()
    {
        await using var cluster = await StartAsync();
        var (kept, lost) = (await CopiedAsync(cluster, 5), await CopiedAsync(cluster, 6));
        var longAgo = DateTimeOffset.UnixEpoch;
        foreach (var cid in (string[])[kept, lost])
        {
            await ForgetAsync(cluster, cid, state => state with { Copies = [new ContentCopy("kubo", longAgo, longAgo)] });
        }

        _kubo.Blocks.TryRemove(lost, out _);
        await KeepAsync(cluster);

        (await WaitForAsync(cluster, kept, copy => copy.CheckedAt > longAgo)).Copies![0].HeldSince.Should().Be(longAgo);
        (await WaitForAsync(cluster, lost, copy => copy.CheckedAt > longAgo)).Copies![0].HeldSince.Should().BeAfter(longAgo);
        _kubo.Blocks.Keys.Should().BeEquivalentTo(kept, lost);
    }

    [Fact]
    public async Task A_lost_copy_that_cannot_be_made_again_does_not_count_as_kept()
    {
        await using var cluster = await StartAsync();
        var cid = await CopiedAsync(cluster, 11);
        await ForgetAsync(cluster, cid, state => state with { Copies = [new ContentCopy("kubo", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)] });
        _kubo.Pins.Clear();
        _kubo.Fault = (command, context) => command == "block/put" ? Refuse(command, context) : Task.FromResult(false);

        await KeepAsync(cluster);

        (await WaitForAsync(cluster, cid, copy => copy.Problem is not null)).Copies![0].HeldSince.Should().BeNull();
    }

    [Fact]
    public async Task An_image_whose_blocks_are_lost_is_classified_from_its_copy()
    {
        await using var cluster = await StartAsync();
        var cid = await CopiedAsync(cluster, 7);
        foreach (var block in cluster.Blocks())
        {
            File.Delete(block);
        }

        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));

        await cluster.WaitForAsync(cid, ImagePhase.Classified);
        cluster.Blocks().Should().ContainSingle("it is here again");
    }

    [Fact]
    public async Task An_erased_image_is_removed_from_the_node_too()
    {
        await using var cluster = await StartAsync();
        var cid = await CopiedAsync(cluster, 8);

        (await cluster.Image(cid).EraseAsync())!.Copies.Should().BeEmpty();

        _kubo.Pins.Should().BeEmpty();
        _kubo.Blocks.Should().BeEmpty();
    }

    [Fact]
    public async Task A_copy_that_cannot_be_removed_is_said_and_removed_by_the_reminder()
    {
        await using var cluster = await StartAsync();
        var cid = await CopiedAsync(cluster, 9);
        _kubo.Fault = Refuse;

        var erased = (await cluster.Image(cid).EraseAsync())!;

        erased.Image.WrappedKey.Should().BeNull();
        erased.Copies.Should().ContainSingle().Which.Problem.Should().Contain("too busy");
        cluster.Blocks().Should().BeEmpty("what can be removed is");
        _kubo.Fault = (_, _) => Task.FromResult(false);
        await cluster.DeactivateAsync(cluster.Image(cid));
        await cluster.Image(cid).AsReference<IRemindable>().ReceiveReminder("work", default);
        _kubo.Blocks.Should().BeEmpty();
        (await cluster.Image(cid).GetAsync())!.Copies.Should().BeEmpty();
        await cluster.Image(cid).AsReference<IRemindable>().ReceiveReminder("work", default);
        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_erased_while_it_is_copied_leaves_nothing_at_the_node_however_late_that_comes_to_it()
    {
        var reached = new TaskCompletionSource();
        _kubo.Fault = async (command, context) =>
        {
            if (command == "pin/add")
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            return false;
        };
        await using var cluster = await StartAsync();
        var cid = await cluster.CreateImageAsync(10);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var block = _kubo.Blocks[cid];

        await cluster.Image(cid).EraseAsync();
        _kubo.Blocks.Should().BeEmpty();
        (_kubo.Blocks[cid], _kubo.Pins[cid]) = (block, true); // the node does what it was asked for, though nobody waits for it any more
        await cluster.Image(cid).AsReference<IRemindable>().ReceiveReminder("work", default);

        _kubo.Pins.Should().BeEmpty();
        _kubo.Blocks.Should().BeEmpty();
    }

    [Fact]
    public async Task An_erased_image_is_removed_from_a_node_that_was_not_in_the_settings_then()
    {
        await using var cluster = await StartAsync();
        var cid = await CopiedAsync(cluster, 12);
        await cluster.Image(cid).EraseAsync();
        await cluster.Image(cid).AsReference<IRemindable>().ReceiveReminder("work", default);
        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().BeEmpty();
        await ForgetAsync(cluster, cid, state => state with { Copies = [new ContentCopy("kubo", DateTimeOffset.UnixEpoch)], IsRemoving = false });
        _kubo.Pins[cid] = true;
        _kubo.Fault = Refuse;

        await KeepAsync(cluster);
        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().Equal("work");
        _kubo.Fault = (_, _) => Task.FromResult(false);
        await cluster.Image(cid).AsReference<IRemindable>().ReceiveReminder("work", default);

        _kubo.Pins.Should().BeEmpty();
        (await cluster.Image(cid).GetAsync())!.Copies.Should().BeEmpty();
    }

    private static Task<bool> Refuse(string command, HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.FromResult(true);
    }

    /// <summary>Follows an image until its one copy is as wanted.</summary>
    private static async Task<ImageStatus> WaitForAsync(GrainCluster cluster, string cid, Func<ContentCopy, bool> isWanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var status = (await cluster.Image(cid).GetAsync())!;
        while (!status.Copies!.Any(isWanted))
        {
            status = (await cluster.Image(cid).WaitAsync(status.Version, TimeSpan.FromSeconds(5)).WaitAsync(limit.Token))!;
        }

        return status;
    }

    private static async Task<string> CopiedAsync(GrainCluster cluster, int seed)
    {
        var cid = await cluster.CreateImageAsync(seed);
        await WaitForAsync(cluster, cid, copy => copy.HeldSince is not null);
        return cid;
    }

    private static async Task ForgetAsync(GrainCluster cluster, string cid, Func<ImageState, ImageState> change)
    {
        await cluster.DeactivateAsync(cluster.Image(cid));
        await cluster.OverwriteAsync(cluster.Image(cid), "image", change);
    }

    private static Task KeepAsync(GrainCluster cluster) =>
        cluster.Grain<ICopyKeeperGrain>(SiteNames.Default).AsReference<IRemindable>().ReceiveReminder("round", default);

    private Task<GrainCluster> StartAsync() =>
        GrainCluster.StartAsync(chain.Devnet, settings: new Dictionary<string, string?> { ["Pinning:Kubo:RpcUrl"] = _kubo.Url.ToString() });
}
