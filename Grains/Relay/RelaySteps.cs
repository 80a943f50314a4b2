using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Relay;

/// <summary>What becomes of one entry that has a nonce, or whose event is there. Nothing here sends: an entry that is stored as Sending is sent in the next round.</summary>
internal static class RelaySteps
{
    /// <summary>The entry after a round.</summary>
    public static RelayEntry After(this RelayEntry entry, EntryView seen, RelayView view, RelayRules rules, DateTimeOffset now)
    {
        entry = seen.Announced is { } announced ? entry with { Announced = announced } : entry;
        if (seen.Event is { } place && !entry.HasUnusedNonce(view))
        {
            return entry.MinedAt(place, view, rules);
        }

        // A reorganisation took the event away, or gave the nonce back: others wait for it, whoever else made the record.
        entry = entry.Phase is RelayPhase.Mined
            ? entry with { Phase = entry.Transaction is null ? RelayPhase.Queued : RelayPhase.Sent, Place = null }
            : entry;
        return entry.Transaction is { } transaction
            ? entry.HasUnusedNonce(view) ? entry.Waiting(transaction, seen, view, rules, now) : entry.WithUsedNonce(transaction, view)
            : entry;
    }

    /// <summary>Others wait for its place, so it is not tried for ever.</summary>
    public static RelayEntry RefusedAgain(this RelayEntry entry, string reason, RelayRules rules, DateTimeOffset now) =>
        now - entry.RefusedSince >= rules.RefuseAfter
            ? entry with { Phase = RelayPhase.Refused, Reason = reason }
            : entry with { RefusedSince = entry.RefusedSince ?? now };

    private static bool HasUnusedNonce(this RelayEntry entry, RelayView view) => entry.Transaction?.Nonce >= view.NextNonce;

    private static RelayEntry MinedAt(this RelayEntry entry, EventPlace place, RelayView view, RelayRules rules)
    {
        var known = new RelayPlace(place.TransactionHash.ToString(), place.BlockNumber, place.BlockHash.ToString());
        var isFinal = view.Depth.IsFinal(place.BlockNumber, rules.Confirmations)
            && (entry.Transaction is null || entry.Transaction.Nonce < view.SettledNonce);
        return entry with { Phase = isFinal ? RelayPhase.Final : RelayPhase.Mined, Place = entry.Place == known ? entry.Place : known };
    }

    /// <summary>Something was mined with its nonce, but it made no record: while that can change, it waits.</summary>
    private static RelayEntry WithUsedNonce(this RelayEntry entry, RelayTransaction transaction, RelayView view)
    {
        if (transaction.Nonce >= view.SettledNonce)
        {
            return entry with { Phase = RelayPhase.Sent };
        }

        if (entry.Call.Kind is RelayKind.Filler)
        {
            return entry with { Phase = RelayPhase.Final };
        }

        // The contract says next whether it can pass at all; only one that could have passed each time gets here so often.
        return entry.Lost + 1 >= RelayRules.MaxLost
            ? entry with { Phase = RelayPhase.Refused, Reason = $"{RelayRules.MaxLost} transactions were mined in its place without making the record." }
            : entry with { Phase = RelayPhase.Queued, Transaction = null, Lost = entry.Lost + 1 };
    }

    private static RelayEntry Waiting(
        this RelayEntry entry, RelayTransaction transaction, EntryView seen, RelayView view, RelayRules rules, DateTimeOffset now) => seen.Outcome switch
        {
            Accepted accepted => entry.SentAs(transaction, accepted.Hash.ToString(), now),
            AlreadyKnown or NonceTooLow => entry with { Phase = RelayPhase.Sent, Transaction = transaction with { SentAt = now }, RefusedSince = null },
            Underpriced => (entry with { RefusedSince = null }).Bumped(transaction, view, rules, now),
            InsufficientFunds => entry with { RefusedSince = null },

            // A filler is tried for ever: it stands for a signer that refuses everything.
            Refused when entry.Call.Kind is RelayKind.Filler => entry,
            Refused refused => entry.RefusedAgain($"The signer refuses to send it: {refused.Reason}", rules, now),
            _ => entry.Phase is RelayPhase.Sending ? entry : entry.Pending(transaction, seen, view, rules, now),
        };

    private static RelayEntry SentAs(this RelayEntry entry, RelayTransaction transaction, string hash, DateTimeOffset now) => entry with
    {
        Phase = RelayPhase.Sent,
        RefusedSince = null,
        Transaction = transaction with
        {
            SentAt = now,
            Hashes = [.. transaction.Hashes.Where(other => other != hash).TakeLast(RelayRules.MaxHashes - 1), hash],
        },
    };

    /// <summary>It was sent: it waits for its block, offers more, or is sent again.</summary>
    private static RelayEntry Pending(
        this RelayEntry entry, RelayTransaction transaction, EntryView seen, RelayView view, RelayRules rules, DateTimeOffset now)
    {
        if (transaction.Nonce == view.NextNonce && now - transaction.PricedAt >= rules.BumpAfter)
        {
            return entry.Bumped(transaction, view, rules, now);
        }

        return IsForgotten(transaction, seen, rules, now) ? entry with { Phase = RelayPhase.Sending } : entry;
    }

    /// <summary>Whether the node no longer has it. Without a hash, as the answer to its sending was lost, that cannot be asked: then the next bump sends it.</summary>
    private static bool IsForgotten(RelayTransaction transaction, EntryView seen, RelayRules rules, DateTimeOffset now) =>
        transaction.NewestHash is not null && !seen.IsKnown && !(now - transaction.SentAt < rules.ResendAfter);

    private static RelayEntry Bumped(this RelayEntry entry, RelayTransaction transaction, RelayView view, RelayRules rules, DateTimeOffset now)
    {
        var offered = new Fees(transaction.MaxFeePerGas, transaction.MaxPriorityFeePerGas);
        return offered.Bump(view.Fees, rules.MaxFeePerGas) is { } more
            ? entry with
            {
                Phase = RelayPhase.Sending,
                Transaction = transaction with { MaxFeePerGas = more.MaxFeePerGas, MaxPriorityFeePerGas = more.MaxPriorityFeePerGas, PricedAt = now },
            }
            : entry.AsOffered(transaction, rules, now);
    }

    /// <summary>More is not offered; but what the node may have forgotten is sent again.</summary>
    private static RelayEntry AsOffered(this RelayEntry entry, RelayTransaction transaction, RelayRules rules, DateTimeOffset now) =>
        now - transaction.SentAt < rules.BumpAfter ? entry : entry with { Phase = RelayPhase.Sending };
}
