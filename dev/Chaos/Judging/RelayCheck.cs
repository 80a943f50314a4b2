using PathoChain.Dev.Chaos.Cases;

namespace PathoChain.Dev.Chaos.Judging;

/// <summary>Whether our relay sent each registration once, by the chain alone.</summary>
/// <param name="account">The relay's account.</param>
internal sealed class RelayCheck(string account)
{
    /// <param name="images">All images of the campaign.</param>
    /// <param name="chain">The truth.</param>
    /// <param name="waiting">Transactions of the relay that wait in the node's pool.</param>
    public IEnumerable<Fault> Check(IReadOnlyList<ChaosImage> images, FinalChain chain, int waiting)
    {
        var sent = chain.Mined.Where(transaction => transaction.From == account).ToList();
        foreach (var image in images)
        {
            // One that reverted counts too: the contract's refusal is the last guard, not the plan.
            var times = sent.Count(transaction => transaction.Input.Contains(image.Digest[2..], StringComparison.Ordinal));
            var wanted = image.Relayed ? 1 : 0;
            if (times != wanted && (times > 1 || !image.Relayed))
            {
                yield return new Fault(FaultKind.DoubleRegistration, image.Cid, $"{image.Kind}", $"sent {wanted} times", $"sent {times} times");
            }
        }

        if (waiting > 0)
        {
            yield return new Fault(FaultKind.NonceGap, account, "relay", "nothing left to mine", $"{waiting} transactions that no block takes");
        }
    }
}
