namespace PathoChain.Grains.Tests.Anchoring;

/// <summary>Anchoring on a real node, each test's own.</summary>
public sealed class AnchorGrainTests
{
    [Fact]
    public async Task Images_are_anchored_by_number_and_by_window()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 3, window: "00:00:02");

        var cids = await bench.CreateImagesAsync(0, 5);

        await bench.ShouldAllBeAnchoredOnceAsync(cids);
        var first = await bench.Batch(0).UntilAsync(batch => batch.Phase is AnchorBatchPhase.Done);
        first.Cids.Should().Equal(cids.Take(3));
        (await bench.AnchorOfAsync(cids[4])).LeafCount.Should().Be(2);
        (await bench.Cluster.Image(cids[0]).GetAsync())!.Phase.Should().Be(ImagePhase.AwaitingSignature, "an anchor is no registration");
    }

    [Fact]
    public async Task Silos_that_are_killed_at_every_step_anchor_each_image_once()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 4, window: "00:00:01");
        var cids = new List<string>();
        for (var round = 0; round < 6; round++)
        {
            cids.AddRange(await bench.CreateImagesAsync(cids.Count, 3));
            await Task.Delay(150 * round);
            await bench.Cluster.KillAndRestartAsync();
        }

        await WakeAsync(bench);
        await bench.ShouldAllBeAnchoredOnceAsync(cids);
    }

    [Fact]
    public async Task Calls_that_are_lost_on_their_way_or_on_their_way_back_anchor_each_image_once()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 2, window: "00:00:01");
        var random = new Random(2);
        bench.Node.Choose = _ =>
        {
            lock (random)
            {
                return random.Next(15) switch { 0 => Fault.Lost, 1 => Fault.AnswerLost, _ => Fault.None };
            }
        };

        var cids = await bench.CreateImagesAsync(0, 5);

        await bench.ShouldAllBeAnchoredOnceAsync(cids);
    }

    [Fact]
    public async Task Proofs_wait_until_the_anchor_is_final_and_survive_a_reorganisation_before_that()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 2, window: "00:01:00", confirmations: 3);
        await bench.Devnet.SetAutomineAsync(false);
        var fork = await bench.Devnet.SnapshotAsync();
        var cids = await bench.CreateImagesAsync(0, 2);
        await bench.PendingAsync(1);
        await bench.Devnet.MineAsync();
        var root = (await bench.Batch(0).GetAsync()).Root!;
        await bench.UntilAsync(new RelayCall(RelayKind.Anchor, root, "", "", null), RelayPhase.Mined);
        (await bench.Cluster.Image(cids[0]).GetAsync())!.Anchor.Should().BeNull();

        await bench.Devnet.RevertAsync(fork);
        var delivered = bench.Batch(0).UntilAsync(batch => batch.Phase is AnchorBatchPhase.Done);
        while (!delivered.IsCompleted)
        {
            await bench.Devnet.MineAsync();
            await Task.WhenAny(delivered, Task.Delay(100));
        }

        await delivered;
        await bench.ShouldAllBeAnchoredOnceAsync(cids);
    }

    [Fact]
    public async Task An_anchor_goes_with_its_chain_and_its_image_is_anchored_on_the_next()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 1, window: "00:01:00");
        var cids = await bench.CreateImagesAsync(0, 1);
        var gone = await bench.AnchorOfAsync(cids[0]);
        await bench.Batch(0).UntilAsync(batch => batch.Phase is AnchorBatchPhase.Done);

        await bench.Devnet.RestartAsync();

        await bench.Batch(1).UntilAsync(batch => batch.Phase is AnchorBatchPhase.Done);
        (await bench.AnchorOfAsync(cids[0])).BlockHash.Should().NotBe(gone.BlockHash);
        await bench.ShouldAllBeAnchoredOnceAsync(cids);
    }

    [Fact]
    public async Task An_anchor_goes_with_its_contract_and_its_image_is_anchored_by_the_next()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 1, window: "00:01:00");
        var cids = await bench.CreateImagesAsync(0, 1);
        var gone = await bench.AnchorOfAsync(cids[0]);
        await bench.Batch(0).UntilAsync(batch => batch.Phase is AnchorBatchPhase.Done);
        const string Next = "0x00000000000000000000000000000000000a11ce";
        await bench.Devnet.CallAsync("hardhat_setCode", Next, (await bench.Devnet.CallAsync("eth_getCode", gone.Contract, "latest")).GetString()!);
        var deployment = await File.ReadAllTextAsync(bench.Devnet.DeploymentFile);
        await File.WriteAllTextAsync(bench.Devnet.DeploymentFile, deployment.Replace(gone.Contract, Next, StringComparison.OrdinalIgnoreCase));
        try
        {
            await bench.Cluster.KillAndRestartAsync();

            await bench.Batch(1).UntilAsync(batch => batch.Phase is AnchorBatchPhase.Done);
            (await bench.AnchorOfAsync(cids[0])).Contract.Should().BeEquivalentTo(Next);
        }
        finally
        {
            await File.WriteAllTextAsync(bench.Devnet.DeploymentFile, deployment); // Other tests get this devnet too.
        }
    }

    [Fact]
    public async Task An_image_that_was_lost_in_a_crash_before_it_was_stored_is_in_no_tree()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 3, window: "00:00:01");
        var cids = await bench.CreateImagesAsync(0, 1);
        var lost = Content.Cid.Of(Content.CidCodec.Raw, [1, 2, 3]).ToString();
        await bench.Cluster.Grain<IAnchorGrain>(SiteNames.Default).AddAsync(lost);

        var batch = await bench.Batch(0).UntilAsync(status => status.Phase is AnchorBatchPhase.Done);

        batch.Cids.Should().Equal(cids);
        await bench.ShouldAllBeAnchoredOnceAsync(cids);
    }

    [Fact]
    public async Task An_image_that_is_created_after_its_first_batch_was_closed_is_in_the_next_one_alone()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 2, window: "00:00:01");
        var cids = (await bench.CreateImagesAsync(0, 1)).ToList();
        var late = await bench.Cluster.StoreImageAsync(1);
        await bench.Cluster.Grain<IAnchorGrain>(SiteNames.Default).AddAsync(late.Cid);
        await bench.Batch(0).UntilAsync(batch => batch.Phase is AnchorBatchPhase.Done);

        await bench.Cluster.Image(late.Cid).CreateAsync(late.Image);

        cids.Add(late.Cid);
        await bench.ShouldAllBeAnchoredOnceAsync(cids);
        (await bench.AnchorOfAsync(late.Cid)).Root.Should().NotBe((await bench.AnchorOfAsync(cids[0])).Root);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_anchored_says_why_and_goes_on_by_itself()
    {
        await using var bench = await AnchorBench.StartAsync(maxLeaves: 1, window: "00:01:00");
        await bench.Devnet.CallAsync("hardhat_setBalance", bench.Signer.ToString(), "0x0");
        var cids = await bench.CreateImagesAsync(0, 1);
        (await bench.ProblemAsync(problem => problem is not null)).Should().Contain("cannot pay");
        (await bench.Batch(0).GetAsync()).Phase.Should().Be(AnchorBatchPhase.Fixed);

        await bench.Devnet.CallAsync("hardhat_setBalance", bench.Signer.ToString(), "0xde0b6b3a7640000");

        await bench.ShouldAllBeAnchoredOnceAsync(cids);
    }

    [Fact]
    public async Task Without_anchoring_no_image_is_in_a_batch()
    {
        await using var bench = await Relay.RelayBench.StartAsync();
        var cids = await bench.CreateImagesAsync(0, 1);

        (await bench.Cluster.Image(cids[0]).AnchorBatchAsync()).Should().BeNull();
        (await bench.Batch(0).GetAsync()).Cids.Should().BeEmpty();
    }

    [Fact]
    public async Task Anchoring_without_a_signer_is_refused_at_the_start()
    {
        await using var devnet = await Devnet.StartAsync();
        var settings = new Dictionary<string, string?> { ["Chain:Anchoring:Enabled"] = "true" };

        await FluentActions.Invoking(() => GrainCluster.StartAsync(devnet.Url, devnet.DeploymentFile, settings: settings))
            .Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("Chain:Anchoring:Enabled needs an account that sends: set Chain:Signer:Address.");
    }

    /// <summary>Brings grains back at once that their reminders would bring back within a minute.</summary>
    private static async Task WakeAsync(Relay.RelayBench bench)
    {
        for (var batch = 0; batch < 20; batch++)
        {
            await bench.Batch(batch).GetAsync();
        }
    }
}
