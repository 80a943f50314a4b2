using System.Globalization;
using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Relay;

/// <summary>
/// Decides, from what is stored and what was seen, what to store next. One nonce belongs to one entry, and an entry gives its nonce up only when something
/// else was mined with it for good, or when it ends because the signer refuses to send it; so nothing is sent twice, and no nonce is left out.
/// </summary>
internal static class RelayOutbox
{
    /// <summary>The state after a round.</summary>
    public static RelayState After(this RelayState state, RelayView view, RelayRules rules, DateTimeOffset now)
    {
        if (state.Genesis != view.Genesis)
        {
            return state.OnAnotherChain(view.Genesis);
        }

        var entries = state.Entries
            .Select(entry => view.Entries.TryGetValue(entry.Call, out var seen) ? entry.After(seen, view, rules, now) : entry)
            .ToList();
        entries.AddRange(Fillers(entries, view, rules, now));
        var assigned = Assign(entries, view, rules, now);
        return assigned.SequenceEqual(state.Entries) ? state : state.WithEntries(assigned);
    }

    /// <summary>Why sending stands still, as far as it was seen.</summary>
    public static string? ProblemOf(this RelayState state, RelayView view, RelayRules rules, DateTimeOffset now)
    {
        if (view.Failure is { } failure)
        {
            return PublicReason.Of(failure);
        }

        if (view.Entries.Values.Any(seen => seen.Outcome is InsufficientFunds))
        {
            return $"{rules.Signer} cannot pay for its transactions: send it some of the chain's currency.";
        }

        if (view.Entries.Values.Select(seen => seen.Outcome).OfType<Refused>().FirstOrDefault() is { } refused)
        {
            return $"The signer refuses to send: {refused.Reason}";
        }

        if (view.Entries.Values.Select(seen => seen.Estimate).OfType<Unanswered>().FirstOrDefault() is { } unanswered)
        {
            return $"The node does not say what a call would do: {unanswered.Reason}";
        }

        return state.Entries.Any(entry => entry.Transaction is { } transaction && transaction.Nonce == view.NextNonce && now - transaction.PricedAt >= rules.BumpAfter
                && new Fees(transaction.MaxFeePerGas, transaction.MaxPriorityFeePerGas).Bump(view.Fees, rules.MaxFeePerGas) is null)
            ? $"Transactions wait for cheaper gas: more than {rules.MaxFeePerGas} wei a unit are not offered. Raise {SignerOptions.Section}:{nameof(SignerOptions.MaxFeePerGas)} if they cannot wait."
            : null;
    }

    /// <summary>Every nonce begins anew, and what was called there has to be called here.</summary>
    private static RelayState OnAnotherChain(this RelayState state, string genesis) => state with
    {
        Genesis = genesis,
        Entries =
        [
            .. state.Entries
                .Where(entry => entry.Call.Kind is not RelayKind.Filler)
                .Select(entry => new RelayEntry { Call = entry.Call }),
        ],
        Done = [],
    };

    /// <summary>
    /// Transactions that do nothing, for nonces that ours wait for and nobody uses: somebody else's took them and is gone, or the signer refused ours.
    /// </summary>
    private static IEnumerable<RelayEntry> Fillers(IReadOnlyCollection<RelayEntry> entries, RelayView view, RelayRules rules, DateTimeOffset now)
    {
        var ours = NoncesOf(entries).ToHashSet();
        var last = entries.Where(IsInFlight).Select(entry => entry.Transaction!.Nonce).DefaultIfEmpty(view.NextNonce).Max();
        for (var nonce = view.NextNonce; nonce < last && nonce - view.NextNonce < RelayRules.MaxInFlight; nonce++)
        {
            if (!ours.Contains(nonce))
            {
                var call = new RelayCall(RelayKind.Filler, nonce.ToString(CultureInfo.InvariantCulture), rules.Signer.ToString(), "0x", Cid: null);
                yield return new RelayEntry { Call = call }.WithNonce(nonce, RelayRules.FillerGas, view, now);
            }
        }
    }

    /// <summary>Gives nonces to those that the contract would take now, and ends those that it would not.</summary>
    private static List<RelayEntry> Assign(List<RelayEntry> entries, RelayView view, RelayRules rules, DateTimeOffset now)
    {
        var room = RelayRules.MaxInFlight - entries.Count(IsInFlight);
        var next = NoncesOf(entries).Select(nonce => nonce + 1).Append(view.NextNonce).Max();
        var assigned = new List<RelayEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var estimate = entry is { Phase: RelayPhase.Queued } ? view.Entries.GetValueOrDefault(entry.Call)?.Estimate : null;
            assigned.Add(estimate switch
            {
                WouldRevert refused => entry with { Phase = RelayPhase.Refused, Reason = $"The registry refuses it: {refused.Reason}." },
                Estimated { Gas: var gas } when gas > rules.MaxGas => entry with { Phase = RelayPhase.Refused, Reason = TooDear(gas, rules) },
                Estimated { Gas: var gas } when room-- > 0 => entry.WithNonce(next++, Math.Min(gas + (gas / 4), rules.MaxGas), view, now),
                Estimated => entry with { RefusedSince = null },
                Unanswered unanswered => entry.RefusedAgain($"The node does not say what it would do: {unanswered.Reason}", rules, now),
                _ => entry,
            });
        }

        return assigned;
    }

    private static RelayEntry WithNonce(this RelayEntry entry, long nonce, long gas, RelayView view, DateTimeOffset now) => entry with
    {
        Phase = RelayPhase.Sending,
        RefusedSince = null,
        Transaction = new(nonce, gas, view.Fees.MaxFeePerGas, view.Fees.MaxPriorityFeePerGas, view.Depth.Head, now, SentAt: null, Hashes: []),
    };

    private static string TooDear(long gas, RelayRules rules) => string.Create(
        CultureInfo.InvariantCulture, $"It would use {gas} gas, and more than {rules.MaxGas} are not paid for ({SignerOptions.Section}:{nameof(SignerOptions.MaxGas)}).");

    /// <summary>The nonces of those that are not done.</summary>
    private static IEnumerable<long> NoncesOf(IEnumerable<RelayEntry> entries) =>
        entries.Where(entry => !entry.IsDone).Select(entry => entry.Transaction?.Nonce).OfType<long>();

    /// <summary>Whether it has a nonce that is not seen to be used.</summary>
    private static bool IsInFlight(RelayEntry entry) => entry.Phase is RelayPhase.Sending or RelayPhase.Sent;
}
