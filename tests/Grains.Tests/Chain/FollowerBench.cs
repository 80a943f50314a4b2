using Microsoft.Extensions.Time.Testing;
using PathoChain.Grains.Chain;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>What <see cref="ChainFollower"/> works with, without a cluster: a scripted chain, images that remember what they were told, and a stored state.</summary>
internal sealed class FollowerBench : IAsyncDisposable
{
    public const int Confirmations = 3;

    private readonly HttpClient _http = new();

    public static Hash32 One { get; } = DigestOf("one");

    public static Hash32 Other { get; } = DigestOf("other");

    public static Hash32 Third { get; } = DigestOf("third");

    /// <summary>How long a shorter chain is not believed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public ScriptedChain Chain { get; } = new();

    public ToldImages Images { get; } = new(One, Other, Third);

    public FakeTimeProvider Clock { get; } = new();

    /// <summary>As it was stored last.</summary>
    public WatcherState State { get; private set; } = new();

    public static Hash32 DigestOf(string words) => Hash32.Parse(Registrations.Hash(words));

    /// <summary>A new follower, as after a crash.</summary>
    public ChainFollower Follower(JsonRpcOptions? options = null) => new(
        new(new(_http, Chain.Url, (options ?? new()) with { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) }), ScriptedChain.Deployment),
        site: null,
        Confirmations,
        Patience,
        Images,
        Clock);

    /// <summary>Stores a state that another follower left.</summary>
    public void Store(WatcherState state) => State = state;

    /// <summary>Follows to the head and stores each state, as the grain does.</summary>
    /// <param name="follower">The follower.</param>
    /// <param name="isCrash">The stored state with which the following ends, as in a crash.</param>
    public async Task FollowAsync(ChainFollower follower, Predicate<WatcherState>? isCrash = null)
    {
        await foreach (var step in follower.FollowAsync(State, CancellationToken.None))
        {
            State = step.State;
            if (isCrash?.Invoke(State) is true)
            {
                return;
            }
        }
    }

    /// <summary>Follows as far as it goes; the answer is whether it came to the head.</summary>
    public async Task<bool> TryFollowAsync(ChainFollower follower)
    {
        try
        {
            await FollowAsync(follower);
            return true;
        }
        catch (Exception exception) when (exception is RegistryException or TimeoutException)
        {
            follower.Distrust();
            return false;
        }
    }

    /// <summary>The cursor is the head, and each image goes by the blocks of the chain that register it.</summary>
    public void ShouldHaveFollowed(string because = "")
    {
        State.Cursor.Should().Be(new BlockReference(Chain.Head, Chain.HashAt(Chain.Head)), because);
        foreach (var digest in new[] { One, Other, Third })
        {
            Images.BlocksOf(digest).Should().BeEquivalentTo(Chain.BlocksOf(digest), because);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Chain.DisposeAsync();
        _http.Dispose();
    }
}
