using PathoChain.Dev.Chaos.Cases;

namespace PathoChain.Dev.Chaos;

/// <summary>What a campaign does in which order; the same seed gives the same plan.</summary>
internal static class CampaignPlan
{
    public const int DeepestReorg = 64;

    private const int CasesAtOnce = 5;
    private static readonly CaseKind[] Interfered = [CaseKind.SpedUp, CaseKind.Cancelled, CaseKind.Replaced, CaseKind.Dropped, CaseKind.DroppedAndSentAnew];

    /// <summary>Our relay's promise, once and only once, needs more tries than the rest.</summary>
    private static readonly CaseKind[] Others =
    [
        .. Enum.GetValues<CaseKind>().Except(Interfered).Except([CaseKind.Relayed]).Chunk(2).SelectMany(pair => pair.Prepend(CaseKind.Relayed)),
    ];

    /// <summary>Whether the kind is one of a transaction that is sped up, cancelled, replaced or dropped.</summary>
    public static bool IsInterfered(CaseKind kind) => Interfered.Contains(kind);

    /// <param name="options">How much of everything.</param>
    /// <param name="reorganises">Whether the node can; else there are no reorganisations and no restarts of it.</param>
    public static IReadOnlyList<Tick> Create(ChaosOptions options, bool reorganises)
    {
        var random = new Random(options.Seed);
        CaseKind[] cases = [.. Cycle(Interfered, options.Transactions), .. Cycle(Others, options.Transactions / 2)];
        random.Shuffle(cases);
        var depths = reorganises ? DepthsOf(options.Reorgs, random) : [];
        var count = Math.Max(depths.Count, (cases.Length + CasesAtOnce - 1) / CasesAtOnce);
        return
        [
            .. Enumerable.Range(0, count).Select(index => new Tick(
                cases[(index * cases.Length / count)..((index + 1) * cases.Length / count)],
                MinedBefore: random.Next(1, 7),
                Depth: index < depths.Count ? depths[index] : 0,
                MinedAfter: random.Next(0, 5),
                Lingers: random.Next(100) < 60,
                IsAmong(index, count, options.Restarts) ? random.Next(2) == 0 ? ApiKill.WhileSending : ApiKill.WhileMining : ApiKill.None,
                RestartsNode: reorganises && IsAmong(index + 1, count, options.Restarts))),
        ];
    }

    /// <summary>Each depth as often as each other, in any order.</summary>
    private static List<int> DepthsOf(int count, Random random)
    {
        var depths = new List<int>();
        while (depths.Count < count)
        {
            int[] round = [.. Enumerable.Range(1, DeepestReorg)];
            random.Shuffle(round);
            depths.AddRange(round.Take(count - depths.Count));
        }

        return depths;
    }

    private static IEnumerable<CaseKind> Cycle(CaseKind[] kinds, int count) => Enumerable.Range(0, count).Select(index => kinds[index % kinds.Length]);

    /// <summary>Whether one of <paramref name="times"/> events, spread evenly, falls on this index.</summary>
    private static bool IsAmong(int index, int count, int times) => (long)index * times / count != (long)(index + 1) * times / count;
}

/// <summary>One round of a campaign: cases begin, blocks are mined, and some are taken back.</summary>
/// <param name="Cases">The cases that begin.</param>
/// <param name="MinedBefore">Blocks mined before the reorganisation.</param>
/// <param name="Depth">Blocks that are replaced; 0 for no reorganisation.</param>
/// <param name="MinedAfter">Blocks mined after it.</param>
/// <param name="Lingers">Whether the API gets the time to see each step.</param>
/// <param name="Kill">When the API is killed.</param>
/// <param name="RestartsNode">Whether the node is restarted while transactions wait.</param>
internal sealed record Tick(IReadOnlyList<CaseKind> Cases, int MinedBefore, int Depth, int MinedAfter, bool Lingers, ApiKill Kill, bool RestartsNode);

/// <summary>When a tick kills the API.</summary>
internal enum ApiKill
{
    None,

    /// <summary>At a random moment while clients send and announce; it starts again at once.</summary>
    WhileSending,

    /// <summary>Before blocks are mined and taken back; it starts again after that.</summary>
    WhileMining,
}
