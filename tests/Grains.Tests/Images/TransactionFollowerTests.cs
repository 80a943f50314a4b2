using PathoChain.Grains.Images;
using PathoChain.Registry;
using PathoChain.Registry.Tracking;

namespace PathoChain.Grains.Tests.Images;

/// <summary>With a node that answers as told, and a watcher that has looked when told.</summary>
public sealed class TransactionFollowerTests : IDisposable
{
    private static readonly Hash32 Digest = Hash32.Parse(Registrations.Hash("envelope"));
    private static readonly TrackedTransaction Tracked = new(Registrations.Hash("announced"), "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 7, null, null);
    private static readonly Deployment Deployed = new(31337, Address.Parse(Tracked.From!), 1, Digest, ImageRegistryAbi.RegisteredTopic);

    private readonly HttpClient _http = new();
    private readonly Watcher _watcher = new();
    private long _nextNonce = 8;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_problem_counts_only_once_the_events_were_read_after_it_was_first_seen()
    {
        await using var node = Node();
        var follower = Follower(node);

        (await LookAsync(follower)).Verdict.Should().BeNull("one look is not enough");
        (await LookAsync(follower)).Verdict.Should().BeNull("the events were not read since");
        _watcher.FollowedAt = DateTimeOffset.UtcNow;

        var look = await LookAsync(follower);

        look.Verdict!.Fate.Should().Be(TransactionFate.Replaced);
        look.Head.Should().Be(42);
    }

    [Fact]
    public async Task A_problem_that_another_look_does_not_find_was_none()
    {
        await using var node = Node();
        var follower = Follower(node);
        await LookAsync(follower);
        _nextNonce = 7;
        (await LookAsync(follower)).Verdict!.Fate.Should().Be(TransactionFate.Open);
        _nextNonce = 8;
        _watcher.FollowedAt = DateTimeOffset.UtcNow;

        (await LookAsync(follower)).Verdict.Should().BeNull("this is a first look again");
    }

    [Fact]
    public async Task A_node_that_fails_gives_no_verdict_but_an_error()
    {
        await using var node = LocalNode.Body(_ => "<html>502 Bad Gateway</html>", "502 Bad Gateway", "text/html");

        await Follower(node).Invoking(follower => LookAsync(follower)).Should().ThrowAsync<RpcException>();
    }

    private static Task<TransactionLook> LookAsync(TransactionFollower follower) => follower.LookAsync(Tracked, Digest, CancellationToken.None);

    private LocalNode Node() => LocalNode.Result(request => request.GetProperty("method").GetString() switch
    {
        "eth_getTransactionCount" => $"\"0x{_nextNonce:x}\"",
        "eth_blockNumber" => "\"0x0\"",
        _ => "null",
    });

    private TransactionFollower Follower(LocalNode node)
    {
        var rpc = new JsonRpcClient(_http, node.Url, new JsonRpcOptions { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) });
        return new TransactionFollower(
            new TransactionReader(rpc, new ImageRegistryClient(rpc, Deployed)), _watcher, TimeSpan.FromMinutes(10), TimeProvider.System);
    }

    private sealed class Watcher : IRegistryWatcherGrain
    {
        public DateTimeOffset? FollowedAt { get; set; }

        public Task StartAsync() => Task.CompletedTask;

        public Task<WatcherStatus> GetAsync() => Task.FromResult(new WatcherStatus(31337, Tracked.From!, 42, 42, 1, null, null, FollowedAt, -1, null));
    }
}
