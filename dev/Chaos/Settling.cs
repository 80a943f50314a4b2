using System.Diagnostics;
using PathoChain.Dev.Chaos.Cases;
using PathoChain.Dev.Chaos.Judging;
using PathoChain.Dev.Chaos.Nodes;

namespace PathoChain.Dev.Chaos;

/// <summary>The end of a campaign: nothing is done any more, the API gets the time to be right, and then what it says is compared with the chain.</summary>
internal sealed class Settling(IReadOnlyList<ChaosImage> images, ChaosSystem system, Observer observer)
{
    /// <summary>The API waits up to 30 s between attempts.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>For what was right by chance and changes once more.</summary>
    private static readonly TimeSpan Steadiness = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private NodeDriver Node => system.Driver;

    public async Task<Judgement> RunAsync(CancellationToken cancellationToken)
    {
        var registry = images.Count > 0 ? images[0].Registry : "";
        var chain = await new ChainReader(Node, registry).ReadAsync(images.Select(image => image.Announced).Concat(images.SelectMany(image => image.Sent.Select(sent => sent.Hash))).OfType<string>());
        var clock = Stopwatch.StartNew();
        while ((await WrongAsync(chain, cancellationToken)).Count > 0 && clock.Elapsed < Patience)
        {
            await Task.Delay(Interval, cancellationToken);
        }

        var settled = clock.Elapsed.TotalSeconds;
        await Task.Delay(Steadiness, cancellationToken);
        IReadOnlyList<Fault> wrong = await WrongAsync(chain, cancellationToken);
        var waiting = system.CanReorganise ? (await Node.PoolAsync()).Count(transaction => transaction.From == system.Relay) : 0;
        var relayed = new RelayCheck(system.Relay).Check(images, chain, waiting);
        return new Judgement([.. wrong, .. Checker.CheckFinals(observer.Finals, chain), .. relayed], images.Count(image => Model.Expect(image, chain, ChaosSystem.Confirmations).IsStrict), observer.Finals.Count, settled);
    }

    private async Task<List<Fault>> WrongAsync(FinalChain chain, CancellationToken cancellationToken)
    {
        var wrong = new List<Fault>();
        foreach (var image in images)
        {
            var observed = await observer.LookAsync(image, cancellationToken);
            if (Checker.CheckState(image, observed, chain, ChaosSystem.Confirmations) is { } fault)
            {
                wrong.Add(fault);
            }
        }

        return wrong;
    }
}

/// <param name="Faults">All that must not be.</param>
/// <param name="Strict">Images of which only one state was right.</param>
/// <param name="Finals">Registrations that were reported final.</param>
/// <param name="SettledSeconds">How long the API took to be right after the last disturbance.</param>
internal sealed record Judgement(IReadOnlyList<Fault> Faults, int Strict, int Finals, double SettledSeconds);
