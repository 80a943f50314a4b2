using System.Text;
using PathoChain.Registry;

namespace PathoChain.Dev.Chaos.Cases;

/// <summary>
/// The cases, step by step. At each pause the campaign does to the system what it likes, but it mines no block before all cases are past
/// <see cref="Pause.Waiting"/>: so what is to be replaced still waits.
/// </summary>
internal static class CaseScripts
{
    private static readonly string BatchSelector = Keccak256.Hash(Encoding.ASCII.GetBytes("registerBatch(bytes32[])")).ToString()[..10];

    public static IAsyncEnumerable<Pause> Of(CaseKind kind, Stage stage) => kind switch
    {
        CaseKind.Plain => InterferedAsync(kind, stage, (_, _) => Task.FromResult<SentTransaction?>(null)),
        CaseKind.SpedUp => InterferedAsync(kind, stage, async (image, sent) => await stage.SendAsync(image, sent.Draft.Dearer())),
        CaseKind.Cancelled => InterferedAsync(kind, stage, async (image, sent) => await stage.SendAsync(image, Cancellation(sent))),
        CaseKind.Replaced => InterferedAsync(kind, stage, async (image, sent) => await stage.SendAsync(image, OtherCall(stage, sent))),
        CaseKind.Dropped => InterferedAsync(kind, stage, (_, sent) => ForgetAsync(stage, sent)),
        CaseKind.DroppedAndSentAnew => SentAnewAsync(stage),
        CaseKind.Reverted => RevertedAsync(stage),
        CaseKind.RegisteredTwice => RegisteredTwiceAsync(stage),
        CaseKind.Unannounced => UnannouncedAsync(stage),
        CaseKind.UnknownHash => UnknownHashAsync(stage),
        CaseKind.ForeignHash => ForeignHashAsync(stage),
        CaseKind.OtherAccount => OtherAccountAsync(stage),
        CaseKind.TwoAccounts => TwoAccountsAsync(stage),
        CaseKind.Batch => BatchAsync(stage),
        CaseKind.Relayed => RelayedAsync(stage),
        CaseKind.Unsigned => UnsignedAsync(stage),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such case."),
    };

    /// <summary>Sends, and then does something about it while it waits; the wallet shows the page the one hash, the other, or both.</summary>
    private static async IAsyncEnumerable<Pause> InterferedAsync(CaseKind kind, Stage stage, Func<ChaosImage, SentTransaction, Task<SentTransaction?>> interfere)
    {
        var image = await stage.UploadAsync(kind);
        var first = await stage.SendAsync(image, await stage.DraftAsync(image));
        var announcesEarly = stage.Chance(75);
        if (announcesEarly)
        {
            await stage.AnnounceAsync(image, first.Hash);
        }

        yield return Pause.Waiting;
        var second = await interfere(image, first);
        if (!announcesEarly)
        {
            await stage.AnnounceAsync(image, first.Hash);
        }

        if (second is not null && kind is CaseKind.SpedUp && stage.Chance(40))
        {
            await stage.AnnounceAsync(image, second.Hash);
        }
    }

    private static async IAsyncEnumerable<Pause> SentAnewAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.DroppedAndSentAnew);
        var first = await stage.SendAsync(image, await stage.DraftAsync(image));
        await stage.AnnounceAsync(image, first.Hash);
        yield return Pause.Waiting;
        await stage.ForgetAsync(first);
        yield return Pause.Mined;
        var second = await stage.SendAsync(image, first.Draft.Dearer());
        if (stage.Chance(60))
        {
            await stage.AnnounceAsync(image, second.Hash);
        }
    }

    private static async IAsyncEnumerable<Pause> RevertedAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.Reverted);
        var draft = await stage.DraftAsync(image);
        var sent = await stage.SendAsync(image, stage.Chance(50) ? draft with { Gas = 30_000 } : draft with { Value = 1 });
        await stage.AnnounceAsync(image, sent.Hash);
        yield return Pause.Waiting;
    }

    private static async IAsyncEnumerable<Pause> RegisteredTwiceAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.RegisteredTwice);
        var first = await stage.SendAsync(image, await stage.DraftAsync(image));
        var second = await stage.SendAsync(image, first.Draft with { Nonce = first.Draft.Nonce + 1 });
        await stage.AnnounceAsync(image, second.Hash);
        yield return Pause.Waiting;
    }

    private static async IAsyncEnumerable<Pause> UnannouncedAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.Unannounced);
        await stage.SendAsync(image, await stage.DraftAsync(image));
        yield return Pause.Waiting;
    }

    private static async IAsyncEnumerable<Pause> UnknownHashAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.UnknownHash);
        await stage.AnnounceAsync(image, stage.RandomHash());
        yield return Pause.Waiting;
        if (stage.Chance(50))
        {
            await stage.SendAsync(image, await stage.DraftAsync(image));
        }
    }

    private static async IAsyncEnumerable<Pause> ForeignHashAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.ForeignHash);
        var draft = await stage.DraftAsync(image);
        var foreign = await stage.SendAsync(image, stage.Chance(50)
            ? draft with { To = draft.From, Input = "0x", Value = 1 }
            : draft with { Input = $"{image.Call[..10]}{stage.RandomHash()[2..]}" });
        await stage.AnnounceAsync(image, foreign.Hash);
        yield return Pause.Waiting;
        if (stage.Chance(50))
        {
            await stage.SendAsync(image, await stage.DraftAsync(image));
        }
    }

    private static async IAsyncEnumerable<Pause> OtherAccountAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.OtherAccount);
        var sent = await stage.SendAsync(image, await stage.DraftAsync(image));
        await stage.AnnounceAsync(image, sent.Hash);
        yield return Pause.Waiting;
        if (stage.Chance(50))
        {
            await stage.SendAsync(image, Cancellation(sent));
        }
        else
        {
            await stage.ForgetAsync(sent);
        }

        await stage.SendAsync(image, await stage.DraftAsync(image));
    }

    private static async IAsyncEnumerable<Pause> TwoAccountsAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.TwoAccounts);
        var first = await stage.SendAsync(image, await stage.DraftAsync(image));
        await stage.AnnounceAsync(image, first.Hash);
        yield return Pause.Waiting;
        yield return Pause.Mined;
        await stage.SendAsync(image, await stage.DraftAsync(image));
    }

    private static async IAsyncEnumerable<Pause> BatchAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.Batch);
        var draft = await stage.DraftAsync(image);
        var input = $"{BatchSelector}{Word(32)}{Word(3)}{stage.RandomHash()[2..]}{image.Digest[2..]}{stage.RandomHash()[2..]}";
        var sent = await stage.SendAsync(image, draft with { Input = input });
        if (stage.Chance(50))
        {
            await stage.AnnounceAsync(image, sent.Hash);
        }

        yield return Pause.Waiting;
    }

    private static async IAsyncEnumerable<Pause> RelayedAsync(Stage stage)
    {
        var image = await stage.UploadAsync(CaseKind.Relayed);
        await stage.RelayAsync(image);
        yield return Pause.Waiting;
    }

    private static async IAsyncEnumerable<Pause> UnsignedAsync(Stage stage)
    {
        await stage.UploadAsync(CaseKind.Unsigned);
        yield return Pause.Waiting;
    }

    private static async Task<SentTransaction?> ForgetAsync(Stage stage, SentTransaction sent)
    {
        await stage.ForgetAsync(sent);
        return null;
    }

    private static TransactionDraft Cancellation(SentTransaction sent) => sent.Draft.Dearer() with { To = sent.Draft.From, Input = "0x" };

    private static TransactionDraft OtherCall(Stage stage, SentTransaction sent) => stage.Chance(50)
        ? sent.Draft.Dearer() with { Input = $"{sent.Draft.Input[..10]}{stage.RandomHash()[2..]}" }
        : sent.Draft.Dearer() with { To = sent.Draft.To, Input = "0x", Gas = 50_000 };

    private static string Word(int value) => value.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Where a case lets the campaign go on.</summary>
internal enum Pause
{
    /// <summary>Its transactions wait and must not be mined yet.</summary>
    Waiting,

    /// <summary>It goes on when a block was mined.</summary>
    Mined,
}
