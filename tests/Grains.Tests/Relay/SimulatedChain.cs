using System.Text;
using PathoChain.Grains.Relay;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>
/// A chain, a pool of transactions and a signer of one account in memory, which do whatever a seed says: thousands of histories that a real node would
/// take hours for. Nothing below <see cref="Confirmations"/> is ever taken back.
/// </summary>
internal sealed class SimulatedChain(int seed)
{
    public const int Confirmations = 3;

    private const string Foreign = "somebody else's";

    private readonly Random _random = new(seed);
    private readonly List<(Hash32 Hash, List<Sent> Transactions)> _blocks = [(Hash("genesis"), [])];
    private readonly Dictionary<long, Sent> _pool = [];
    private readonly List<Sent> _displaced = [];
    private long _baseFee = 10;
    private int _owedBlocks;
    private int _made;
    private int _foreign;

    /// <summary>The calls that the signer refuses.</summary>
    public IReadOnlySet<string> Refused { get; init; } = new HashSet<string>();

    /// <summary>Everything that is mined, oldest first.</summary>
    public IEnumerable<string> Mined => _blocks.SelectMany(block => block.Transactions).Select(sent => sent.CallId);

    private long Head => _blocks.Count - 1;

    /// <summary>One of the things that happen to chains, pools and shared accounts.</summary>
    public void Disturb()
    {
        switch (_random.Next(6))
        {
            case 0 when _owedBlocks == 0:
                TakeBack(_random.Next(1, Confirmations));
                break;
            case 1 when _pool.Count > 0:
                _pool.Remove(_pool.Keys.ElementAt(_random.Next(_pool.Count)));
                break;
            case 2 when _foreign < RelayRules.MaxLost - 1:
                _foreign++;
                var nonce = CountAt(Head) + _random.Next(3);
                Put(new(nonce, Foreign, 1_000, Hash($"foreign {_made++}")));
                break;
            case 3:
                _baseFee = _random.Next(5, 60);
                break;
            default:
                Mine();
                break;
        }
    }

    public void Calm() => _baseFee = 10;

    public void Mine()
    {
        var block = new List<Sent>();
        for (var nonce = CountAt(Head); _pool.TryGetValue(nonce, out var sent) && sent.Fee >= _baseFee; nonce++)
        {
            block.Add(sent);
            _pool.Remove(nonce);
        }

        _blocks.Add((Hash($"block {_made++}"), block));
        _owedBlocks = Math.Max(0, _owedBlocks - 1);
    }

    /// <summary>What a round shows, as <see cref="RelayLook"/> reads it; sends lose answers, or never arrive, if <paramref name="isFaulty"/>.</summary>
    public RelayView Look(RelayState state, RelayRules rules, bool isFaulty)
    {
        var view = new RelayView
        {
            Genesis = _blocks[0].Hash.ToString(),
            Depth = new ChainDepth(Head, Safe: null, Head - Confirmations + 1),
            NextNonce = CountAt(Head),
            SettledNonce = CountAt(Math.Max(0, Head - Confirmations + 1)),
            Fees = Fees.Suggest(_baseFee, 1, rules.MaxFeePerGas),
            Entries = new Dictionary<RelayCall, EntryView>(),
        };
        if (view.Genesis != state.Genesis)
        {
            return view;
        }

        var entries = state.Entries.ToDictionary(entry => entry.Call, entry => LookAt(entry, view));
        foreach (var entry in state.Entries.Where(entry => entry.Phase is RelayPhase.Sending && entry.Transaction!.Nonce >= view.NextNonce).OrderBy(entry => entry.Transaction!.Nonce))
        {
            var fault = isFaulty ? _random.Next(3) : 0;
            var outcome = fault == 1 ? null : Send(entry);
            if (fault > 0)
            {
                return view with { Entries = entries, Failure = new RpcTimeoutException("lost") };
            }

            entries[entry.Call] = entries[entry.Call] with { Outcome = outcome };
            if (outcome is Refused)
            {
                break;
            }
        }

        return view with { Entries = entries };
    }

    private static Hash32 Hash(string words) => Keccak256.Hash(Encoding.UTF8.GetBytes(words));

    private long CountAt(long block) => _blocks.Take((int)block + 1).Sum(each => each.Transactions.Count);

    private void TakeBack(int depth)
    {
        depth = (int)Math.Min(depth, Head);
        foreach (var sent in _blocks.TakeLast(depth).SelectMany(block => block.Transactions).Where(_ => _random.Next(2) == 0))
        {
            _pool.TryAdd(sent.Nonce, sent);
        }

        _blocks.RemoveRange(_blocks.Count - depth, depth);

        // Other nodes may still have what another transaction displaced here, and the other branch may hold it.
        foreach (var sent in _displaced.Where(sent => sent.Nonce >= CountAt(Head) && _random.Next(2) == 0))
        {
            _pool[sent.Nonce] = sent;
        }

        _owedBlocks = depth + 1; // A chain is only given up for a longer one.
    }

    private void Put(Sent sent)
    {
        if (_pool.TryGetValue(sent.Nonce, out var other))
        {
            _displaced.Add(other);
        }

        _pool[sent.Nonce] = sent;
    }

    private EntryView LookAt(RelayEntry entry, RelayView view)
    {
        var at = _blocks.FindIndex(block => block.Transactions.Any(sent => sent.CallId == entry.Call.Id));
        var place = at < 0 ? null : new EventPlace(_blocks[at].Transactions.First(sent => sent.CallId == entry.Call.Id).Hash, at, _blocks[at].Hash);
        if (entry.Transaction is not { } transaction)
        {
            return place is null ? new() { Estimate = new Estimated(50_000) } : new() { Event = place };
        }

        return transaction.Nonce < view.NextNonce || entry.Place is not null
            ? new() { Event = place }
            : new() { IsKnown = _pool.TryGetValue(transaction.Nonce, out var known) && transaction.Hashes.Contains(known.Hash.ToString()) };
    }

    private SendOutcome Send(RelayEntry entry)
    {
        if (Refused.Contains(entry.Call.Id))
        {
            return new Refused("by its policy");
        }

        var transaction = entry.Transaction!;
        var sent = new Sent(
            transaction.Nonce, entry.Call.Id, transaction.MaxFeePerGas, Hash($"{entry.Call.Id} {transaction.Nonce} {transaction.MaxFeePerGas}"));
        if (_pool.TryGetValue(sent.Nonce, out var other))
        {
            if (other == sent)
            {
                return new AlreadyKnown();
            }

            if (sent.Fee * 10 < other.Fee * 11)
            {
                return new Underpriced();
            }
        }

        Put(sent);
        return new Accepted(sent.Hash);
    }

    private sealed record Sent(long Nonce, string CallId, long Fee, Hash32 Hash);
}
