using PathoChain.Dev.Chaos.Cases;
using PathoChain.Dev.Chaos.Judging;

namespace PathoChain.Dev.Tests.Chaos;

/// <summary>An image, a chain of 100 blocks, and what the API says, put together by hand.</summary>
internal sealed class Situation
{
    public const int Confirmations = 3;
    public const string Account = "0xa1";
    public const string Other = "0xa2";
    private const string Registry = "0xc0";
    private const string Digest = "0xd1";
    private const string Call = "0x11d1";

    private readonly List<ChainRegistration> _registrations = [];
    private readonly List<MinedTransaction> _mined = [];
    private readonly HashSet<string> _pending = [];

    public ChaosImage Image { get; } = new("cid", Digest, Registry, Call, CaseKind.Plain);

    public FinalChain Chain => new(Head: 100, Safe: 68, Finalized: 36, _registrations, _mined, _pending);

    public Situation Sent(string hash, string account = Account, long nonce = 0, string to = Registry, string input = Call)
    {
        Image.Sent.Add(new SentTransaction(hash, new TransactionDraft(account, nonce, to, input)));
        return this;
    }

    public Situation Announced(string hash, Sight sight = Sight.Certain)
    {
        Image.Announce(hash);
        if (sight is not Sight.Never)
        {
            Image.Visible(sight is Sight.Certain);
        }

        return this;
    }

    /// <summary>What was sent is in a block, with its event if it succeeded and registers the image.</summary>
    public Situation Mined(string hash, long block, bool succeeded = true)
    {
        var draft = Image.Sent.Single(sent => sent.Hash == hash).Draft;
        _mined.Add(new MinedTransaction(hash, draft.From, draft.Nonce, draft.To, draft.Input, succeeded, block));
        if (succeeded && draft is { To: Registry, Input: Call })
        {
            _registrations.Add(new ChainRegistration(Digest, draft.From, hash, block, $"hash of {block}"));
        }

        return this;
    }

    public Situation Pending(string hash)
    {
        _pending.Add(hash);
        return this;
    }

    public Situation With(Action<ChaosImage> change)
    {
        change(Image);
        return this;
    }

    public bool Accepts(string phase, string? problem = null) => Accepts(new ObservedImage("cid", phase, problem, null));

    public bool Accepts(ObservedImage observed) => Checker.CheckState(Image, observed, Chain, Confirmations) is null;

    /// <summary>What the API says of an event.</summary>
    public static ObservedImage Shows(string phase, string hash, long block, string finality, string? problem = null) =>
        new("cid", phase, problem, new ObservedRegistration(hash, block, $"hash of {block}", finality));
}
