using System.Text.Json;
using PathoChain.Dev.Chaos.Cases;
using PathoChain.Dev.Chaos.Nodes;
using PathoChain.Registry;

namespace PathoChain.Dev.Chaos;

/// <summary>Reorganises and restarts the node, and decides what becomes of the transactions that it loses by that: one fate for all of an account, as its nonces depend on each other.</summary>
internal sealed class Disturber(ChaosSystem system, Reorganisation reorganisation, Stage stage, Random random, Tally tally)
{
    private readonly List<(ChaosImage Image, string Hash)> _unannounced = [];

    private NodeDriver Node => system.Driver;

    public async Task ReorganiseAsync(int depth)
    {
        var taken = await TakenAsync(depth);
        var fates = taken.Select(transaction => transaction.From).Distinct().ToDictionary(account => account, FateInReorg);
        var shifts = fates.Keys.ToDictionary(account => account, _ => random.Next(3));
        var length = depth + random.Next(2);
        await reorganisation.RunAsync(
            depth,
            length,
            payee: Address.FromBytes(stage.RandomBytes(Address.Size)),
            taken.Where(transaction => fates[transaction.From] is Fate.MinedAgain)
                .Select(transaction => (transaction.Raw, Math.Min(length - 1, transaction.Block + shifts[transaction.From]))));
        tally.Depths.Add(depth);
        await ContinueAsync(taken, fates);
    }

    /// <summary>Stops the node and starts it again: its waiting transactions are gone, and some are sent again by whoever has them.</summary>
    public async Task RestartNodeAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<Taken>();
        foreach (var (hash, from) in await Node.PoolAsync())
        {
            waiting.Add(new Taken(hash, from, await Node.RawAsync(hash), Block: 0));
        }

        await system.StopNodeAsync();
        await system.StartNodeAsync(cancellationToken);
        tally.NodeRestarts++;
        await ContinueAsync(waiting, waiting.Select(transaction => transaction.From).Distinct().ToDictionary(account => account, _ => random.Next(100) < 70 ? Fate.WaitAgain : Fate.Lost));
    }

    /// <summary>Tells the API of what was sent anew; it may have been away when it was.</summary>
    public async Task AnnounceAsync()
    {
        foreach (var (image, hash) in _unannounced)
        {
            await stage.AnnounceAsync(image, hash);
        }

        _unannounced.Clear();
    }

    private async Task<IReadOnlyList<Taken>> TakenAsync(int depth)
    {
        var head = await Node.HeadAsync();
        var taken = new List<Taken>();
        for (var block = 0; block < depth; block++)
        {
            var number = head - depth + 1 + block;
            foreach (var transaction in (await Node.BlockAsync(number)).GetProperty("transactions").EnumerateArray())
            {
                var hash = transaction.GetProperty("hash").GetString()!;
                taken.Add(new Taken(hash, transaction.GetProperty("from").GetString()!.ToLowerInvariant(), await Node.RawAsync(hash), block));
                Count(transaction, confirmations: head - number + 1);
            }
        }

        return taken;
    }

    private void Count(JsonElement transaction, long confirmations)
    {
        var input = transaction.GetProperty("input").GetString()!;
        if (!stage.Images.Any(image => input.Contains(image.Digest[2..], StringComparison.Ordinal)))
        {
            return;
        }

        if (confirmations >= ChaosSystem.Confirmations)
        {
            tally.TakenAfterConfirmation++;
        }
        else
        {
            tally.TakenBeforeConfirmation++;
        }
    }

    private Fate FateInReorg(string account) => random.Next(100) switch
    {
        < 60 => Fate.MinedAgain,
        < 75 => Fate.WaitAgain,
        < 87 => Fate.Lost,
        _ => ImageOf(account) is null ? Fate.Lost : Fate.SentAnew,
    };

    private async Task ContinueAsync(IReadOnlyList<Taken> taken, Dictionary<string, Fate> fates)
    {
        foreach (var transactions in taken.GroupBy(transaction => transaction.From))
        {
            var (account, fate, image) = (transactions.Key, fates[transactions.Key], ImageOf(transactions.Key));
            tally.Fates[fate] += transactions.Count();
            image?.Disturbed |= fate is not Fate.MinedAgain;
            if (fate is Fate.Lost or Fate.SentAnew)
            {
                // What waits behind a lost nonce could never be mined.
                await Node.ForgetAsync(account);
            }

            if (fate is Fate.WaitAgain)
            {
                foreach (var transaction in transactions)
                {
                    await Node.SendAgainAsync(transaction.Raw);
                }
            }

            if (fate is Fate.SentAnew)
            {
                await SendAnewAsync(image!, account);
            }
        }
    }

    private async Task SendAnewAsync(ChaosImage image, string account)
    {
        var before = image.Sent.Last(sent => sent.Draft.From == account).Draft;
        var draft = new TransactionDraft(account, await Node.NonceAsync(account), image.Registry, image.Call) { MaxFee = before.MaxFee, Tip = before.Tip };
        var sent = await stage.SendAsync(image, draft.Dearer());
        if (stage.Chance(60))
        {
            _unannounced.Add((image, sent.Hash));
        }
    }

    private ChaosImage? ImageOf(string account) => stage.Images.FirstOrDefault(image => image.Sent.Exists(sent => sent.Draft.From == account));

    private sealed record Taken(string Hash, string From, string Raw, int Block);
}
