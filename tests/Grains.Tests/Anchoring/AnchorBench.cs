using PathoChain.Grains.Tests.Relay;
using PathoChain.Registry;
using PathoChain.Registry.Merkle;

namespace PathoChain.Grains.Tests.Anchoring;

/// <summary>A silo that anchors, and what must hold of its images.</summary>
internal static class AnchorBench
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static Task<RelayBench> StartAsync(int maxLeaves, string window, int confirmations = 1) => RelayBench.StartAsync(confirmations, settings: new Dictionary<string, string?>
    {
        ["Chain:Anchoring:Enabled"] = "true",
        ["Chain:Anchoring:MaxLeaves"] = $"{maxLeaves}",
        ["Chain:Anchoring:Window"] = window,
    });

    public static async Task<IReadOnlyList<string>> CreateImagesAsync(this RelayBench bench, int first, int count)
    {
        var cids = new List<string>();
        for (var seed = first; seed < first + count; seed++)
        {
            cids.Add(await bench.Cluster.CreateImageAsync(seed));
        }

        return cids;
    }

    public static async Task<Anchor> AnchorOfAsync(this RelayBench bench, string cid)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if ((await bench.Cluster.Image(cid).GetAsync())?.Anchor is { } anchor)
            {
                return anchor;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    public static IAnchorBatchGrain Batch(this RelayBench bench, int number) =>
        bench.Cluster.Grain<IAnchorBatchGrain>(AnchorBatchKey.Of(SiteNames.Default, number));

    public static async Task<AnchorBatchStatus> UntilAsync(this IAnchorBatchGrain batch, Func<AnchorBatchStatus, bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        AnchorBatchStatus status;
        while (!condition(status = await batch.GetAsync()))
        {
            await Task.Delay(50, limit.Token);
        }

        return status;
    }

    /// <summary>Every image has an anchor of the contract's and the tree's, is in one tree, and nothing was anchored that is not theirs.</summary>
    public static async Task ShouldAllBeAnchoredOnceAsync(this RelayBench bench, IReadOnlyCollection<string> cids)
    {
        using var http = new HttpClient();
        var views = new ImageRegistryViews(new JsonRpcClient(http, bench.Devnet.Url), Deployment.Load(bench.Devnet.DeploymentFile));
        var anchors = new List<Anchor>();
        foreach (var cid in cids)
        {
            var anchor = await bench.AnchorOfAsync(cid);
            var digest = Hash32.Parse((await bench.Cluster.Image(cid).GetAsync())!.Image.Digest);
            var (root, proof) = (Hash32.Parse(anchor.Root), anchor.Proof.Select(Hash32.Parse).ToList());
            MerkleProof.Verify(root, digest, proof).Should().BeTrue();
            (await views.VerifyAnchoredAsync(bench.Signer, root, digest, proof)).Should().BeTrue();
            var record = await views.AnchorOfAsync(bench.Signer, root);
            record.Should().Be(new AnchorRecord(anchor.BlockTime, anchor.LeafCount));
            anchors.Add(anchor);
        }

        var trees = anchors.GroupBy(anchor => anchor.Root).ToList();
        trees.Should().OnlyContain(tree => tree.Count() == tree.First().LeafCount, "each leaf is an image's, and each image has one");
        (await bench.TransactionCountAsync()).Should().Be(trees.Count, "each root took one transaction");
    }
}
