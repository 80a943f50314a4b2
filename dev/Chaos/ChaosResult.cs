using PathoChain.Dev.Chaos.Cases;
using PathoChain.Dev.Chaos.Judging;

namespace PathoChain.Dev.Chaos;

/// <summary>What one node's campaign did and found.</summary>
internal sealed record ChaosResult(string Node, IReadOnlyList<ChaosImage> Images, Tally Tally, Judgement Judgement, double Seconds)
{
    private static readonly int[] Bands = [1, 5, 9, 17, 33];

    public bool IsGood => Judgement.Faults.Count == 0;

    public int Faults(FaultKind kind) => Judgement.Faults.Count(fault => fault.Kind == kind);

    /// <summary>Name and number of all that is counted, in the order of the table.</summary>
    public IReadOnlyList<(string Name, double Value)> Figures() =>
    [
        .. Enum.GetValues<CaseKind>().Select(kind => ($"case {Words(kind)}", (double)Images.Count(image => image.Kind == kind))),
        ("images in all", Images.Count),
        ("of them sped up, cancelled, replaced, dropped", Images.Count(image => CampaignPlan.IsInterfered(image.Kind))),
        ("of them with only one right state", Judgement.Strict),
        .. Bands.Select((from, band) => (BandName(from, band), (double)Tally.Depths.Count(depth => depth >= from && depth <= BandEnd(band)))),
        ("reorganisations in all", Tally.Depths.Count),
        ("registrations taken away before their confirmations", Tally.TakenBeforeConfirmation),
        ("registrations taken away after their confirmations", Tally.TakenAfterConfirmation),
        .. Tally.Fates.Select(fate => ($"transactions {Words(fate.Key)}", (double)fate.Value)),
        ("node restarts with transactions waiting", Tally.NodeRestarts),
        ("API kills", Tally.ApiKills),
        ("registrations reported final", Judgement.Finals),
        ("WRONG STATES", Faults(FaultKind.WrongState)),
        ("LOST FINALS", Faults(FaultKind.LostFinal)),
        ("DOUBLE REGISTRATIONS", Faults(FaultKind.DoubleRegistration)),
        ("NONCE GAPS", Faults(FaultKind.NonceGap)),
        ("seconds until all was right", Math.Round(Judgement.SettledSeconds, 1)),
        ("seconds in all", Math.Round(Seconds, 1)),
    ];

    private static int BandEnd(int band) => band + 1 < Bands.Length ? Bands[band + 1] - 1 : CampaignPlan.DeepestReorg;

    private static string BandName(int from, int band) => $"reorganisations {from}–{BandEnd(band)} deep";

    private static string Words<T>(T name)
        where T : struct, Enum => string.Concat(name.ToString().Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")).Trim();
}
