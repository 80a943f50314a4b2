using System.Diagnostics;
using PathoChain.Dev.Chaos.Cases;
using PathoChain.Dev.Chaos.Nodes;
using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Chaos;

/// <summary>Plays a plan on one node and judges what the API says in the end.</summary>
internal sealed class Campaign : IAsyncDisposable
{
    /// <summary>Blocks before the first reorganisation, so that none takes the contracts away.</summary>
    private const int FirstBlocks = CampaignPlan.DeepestReorg + 6;

    /// <summary>Ten times the interval at which the API asks the node here.</summary>
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RelayPatience = TimeSpan.FromSeconds(120);

    private readonly ChaosSystem _system;
    private readonly Random _random;
    private readonly ApiClient _api;
    private readonly Accounts _accounts;
    private readonly Stage _stage;
    private readonly Tally _tally = new();
    private Disturber _disturber = null!;
    private readonly Observer _observer;
    private readonly CancellationToken _cancellationToken;

    /// <param name="system">Runs already.</param>
    /// <param name="sample">An image that is uploaded again and again.</param>
    /// <param name="seed">Decides between variants of cases.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Campaign(ChaosSystem system, byte[] sample, int seed, CancellationToken cancellationToken)
    {
        _system = system;
        _random = new Random(seed);
        _cancellationToken = cancellationToken;
        _api = new ApiClient(system.ApiUrl);
        _accounts = new Accounts(system.Driver);
        _stage = new Stage(_api, system.Driver, _accounts.NextAsync, sample, _random, cancellationToken);
        _observer = new Observer(_api, _stage);
    }

    private NodeDriver Node => _system.Driver;

    /// <param name="plan">What to do.</param>
    /// <param name="progress">Hears how far it is.</param>
    public async Task<ChaosResult> RunAsync(IReadOnlyList<Tick> plan, Action<string> progress)
    {
        var clock = Stopwatch.StartNew();
        await Node.MineAsync(FirstBlocks);
        _disturber = new Disturber(_system, await Reorganisation.OfAsync(Node, _system.Contracts()), _stage, _random, _tally);
        if (_system.CanReorganise)
        {
            await _accounts.TakeFromNodeAsync(first: 1);
        }

        _observer.Start();
        foreach (var (index, tick) in plan.Index())
        {
            await PlayAsync(tick);
            progress($"{index + 1} of {plan.Count} rounds, {_stage.Images.Count} images, {_tally.Depths.Count} reorganisations, {_tally.NodeRestarts} restarts, {_tally.ApiKills} kills, {clock.Elapsed.TotalSeconds:0} s");
        }

        await MineForRelayAsync();
        await LeaveWaitingAsync();
        await _observer.StopAsync();
        var judgement = await new Settling(_stage.Images, _system, _observer).RunAsync(_cancellationToken);
        return new ChaosResult(_system.CanReorganise ? "anvil" : "hardhat", _stage.Images, _tally, judgement, clock.Elapsed.TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _observer.DisposeAsync();
        _api.Dispose();
    }

    /// <summary>Mines until all that the relay took is on the chain; reorganisations are over.</summary>
    private async Task MineForRelayAsync()
    {
        var clock = Stopwatch.StartNew();
        var relayed = _stage.Images.Where(image => image.Relayed).ToList();
        while (relayed.Count > 0 && clock.Elapsed < RelayPatience)
        {
            await Node.MineAsync();
            await Task.Delay(Lingering, _cancellationToken);
            var registered = await new ChainReader(Node, relayed[0].Registry).RegistrationsAsync();
            relayed.RemoveAll(image => registered.Any(registration => registration.Digest == image.Digest));
        }
    }

    /// <summary>Begins cases whose transactions still wait in the end.</summary>
    private async Task LeaveWaitingAsync()
    {
        var cases = new[] { CaseKind.Plain, CaseKind.SpedUp, CaseKind.Cancelled, CaseKind.Unannounced }.Select(kind => CaseScripts.Of(kind, _stage).GetAsyncEnumerator(_cancellationToken)).ToList();
        await AdvanceAsync(cases);
        await AdvanceAsync(cases);
    }

    private async Task PlayAsync(Tick tick)
    {
        var calm = tick is { Kill: ApiKill.None, RestartsNode: false };
        var killing = tick.Kill is ApiKill.WhileSending ? KillAsync(TimeSpan.FromMilliseconds(_random.Next(300)), restarts: true) : Task.CompletedTask;
        var cases = tick.Cases.Select(kind => CaseScripts.Of(kind, _stage).GetAsyncEnumerator(_cancellationToken)).ToList();
        await AdvanceAsync(cases);
        await killing;
        await LingerAsync(tick.Lingers, calm);
        if (tick.RestartsNode)
        {
            await _disturber.RestartNodeAsync(_cancellationToken);
        }

        await AdvanceAsync(cases);
        await LingerAsync(tick.Lingers, calm);
        if (tick.Kill is ApiKill.WhileMining)
        {
            await KillAsync(TimeSpan.Zero, restarts: false);
        }

        await Node.MineAsync(tick.MinedBefore);
        await LingerAsync(tick.Lingers, calm);
        if (tick.Depth > 0)
        {
            await _disturber.ReorganiseAsync(tick.Depth);
        }

        if (tick.Kill is ApiKill.WhileMining)
        {
            await _system.StartApiAsync(_cancellationToken);
        }

        await _disturber.AnnounceAsync();
        await AdvanceAsync(cases);
        await LingerAsync(tick.Lingers, calm);
        if (tick.MinedAfter > 0)
        {
            await Node.MineAsync(tick.MinedAfter);
        }
    }

    /// <summary>Takes each case to its next pause; one that is at its end leaves the list.</summary>
    private static async Task AdvanceAsync(List<IAsyncEnumerator<Pause>> cases)
    {
        foreach (var playing in cases.ToArray())
        {
            if (!await playing.MoveNextAsync())
            {
                await playing.DisposeAsync();
                cases.Remove(playing);
            }
        }
    }

    private async Task KillAsync(TimeSpan delay, bool restarts)
    {
        await Task.Delay(delay, _cancellationToken);
        await _system.KillApiAsync();
        _tally.ApiKills++;
        if (restarts)
        {
            await _system.StartApiAsync(_cancellationToken);
        }
    }

    /// <summary>Gives the API the time to look, or not, and notes which announced transactions it can have seen.</summary>
    private async Task LingerAsync(bool lingers, bool calm)
    {
        if (lingers)
        {
            await Task.Delay(Lingering, _cancellationToken);
        }

        foreach (var image in _stage.Images.Where(image => image.Announced is not null && image.Sight is not Sight.Certain))
        {
            if (await Node.KnowsAsync(image.Announced!))
            {
                image.Visible(lingers && calm);
            }
        }
    }
}
