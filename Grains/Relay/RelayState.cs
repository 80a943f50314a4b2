namespace PathoChain.Grains.Relay;

/// <summary>What <see cref="RelayGrain"/> stores. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.RelayState")]
public sealed record RelayState
{
    /// <summary>Calls that wait to be mined at once; more are turned away.</summary>
    public const int Capacity = 128;

    /// <summary>The same with those that are mined and not final yet: all of the state is written at each change.</summary>
    public const int CapacityWithMined = 4 * Capacity;

    private const int Remembered = 64;

    /// <summary>Hash of block 0: on another chain with the same id every nonce begins anew.</summary>
    [Id(0)] public string? Genesis { get; init; }

    /// <summary>Calls that are not done, in the order they came.</summary>
    [Id(1)] public IReadOnlyList<RelayEntry> Entries { get; init; } = [];

    /// <summary>The last ones that are, newest last.</summary>
    [Id(2)] public IReadOnlyList<RelayedCall> Done { get; init; } = [];

    private bool HasRoom => Entries.Count < CapacityWithMined && Entries.Count(entry => entry.Phase is not RelayPhase.Mined) < Capacity;

    /// <summary>What became of a call, as far as it is remembered.</summary>
    public RelayedCall? Find(string id) =>
        Entries.FirstOrDefault(entry => entry.Call.Id == id)?.ToCall() ?? Done.FirstOrDefault(call => call.Id == id);

    /// <summary>
    /// Takes a call, if there is room. One that is done is taken again: if its record stands, nothing is sent. One that is under way stays, unless it waits
    /// for a nonce and this is its account's newer one, which is good for longer.
    /// </summary>
    public RelayState With(RelayCall call) => Entries.FirstOrDefault(entry => entry.Call.Id == call.Id) switch
    {
        null => HasRoom
            ? this with { Entries = [.. Entries, new RelayEntry { Call = call }], Done = [.. Done.Where(done => done.Id != call.Id)] }
            : this,
        { Phase: RelayPhase.Queued, Call: var waiting } when waiting.Account == call.Account && waiting != call =>
            this with { Entries = [.. Entries.Select(entry => entry.Call == waiting ? entry with { Call = call, RefusedSince = null } : entry)] },
        _ => this,
    };

    /// <summary>What is under way with the id of a call: the call itself, or what keeps it out.</summary>
    public RelayedCall? UnderWay(RelayCall call) =>
        Entries.FirstOrDefault(entry => entry.Call.Id == call.Id) is { } entry ? entry.ToCall() with { IsAnother = entry.Call != call } : null;

    /// <summary>The state with these entries, of which those that are done are only remembered.</summary>
    public RelayState WithEntries(IReadOnlyCollection<RelayEntry> entries) => this with
    {
        Entries = [.. entries.Where(entry => !entry.IsDone)],
        Done = [.. Done.Concat(entries.Where(entry => entry is { IsDone: true, Call.Kind: not RelayKind.Filler }).Select(entry => entry.ToCall())).TakeLast(Remembered)],
    };
}

/// <summary>A call on its way.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.RelayEntry")]
public sealed record RelayEntry
{
    [Id(0)] public required RelayCall Call { get; init; }

    [Id(1)] public RelayPhase Phase { get; init; }

    /// <summary>The transaction that carries it; <see langword="null"/> while it has no nonce.</summary>
    [Id(2)] public RelayTransaction? Transaction { get; init; }

    /// <summary>Where its event is, while the chain shows it.</summary>
    [Id(3)] public RelayPlace? Place { get; init; }

    /// <summary>The hash that its image was told last.</summary>
    [Id(4)] public string? Announced { get; init; }

    /// <summary>Nonces that were used without making its record.</summary>
    [Id(5)] public int Lost { get; init; }

    /// <summary>Why it was refused.</summary>
    [Id(6)] public string? Reason { get; init; }

    /// <summary>Since when the signer refuses to send it, or the node to say what it would do, each time it was asked.</summary>
    [Id(7)] public DateTimeOffset? RefusedSince { get; init; }

    public bool IsDone => Phase is RelayPhase.Final or RelayPhase.Refused;

    public RelayedCall ToCall() => new(
        Call.Id, Phase, Place?.TransactionHash ?? Transaction?.NewestHash, Place?.BlockNumber, Place?.BlockHash, Reason, Call.Account);
}

/// <summary>A transaction, stored before it is sent, so that a crash can only send the same one again.</summary>
/// <param name="Nonce">Its place among the signer's transactions.</param>
/// <param name="Gas">Most gas that it may use.</param>
/// <param name="MaxFeePerGas">In wei.</param>
/// <param name="MaxPriorityFeePerGas">In wei.</param>
/// <param name="FirstBlock">Newest block when it got its nonce: its event lies behind it.</param>
/// <param name="PricedAt">When it got these fees.</param>
/// <param name="SentAt">When the signer last answered that it has it.</param>
/// <param name="Hashes">The last hashes under which it was sent, newest last: each change of fees gives it another one.</param>
[GenerateSerializer, Immutable, Alias("pathochain.RelayTransaction")]
public sealed record RelayTransaction(
    long Nonce,
    long Gas,
    long MaxFeePerGas,
    long MaxPriorityFeePerGas,
    long FirstBlock,
    DateTimeOffset PricedAt,
    DateTimeOffset? SentAt,
    IReadOnlyList<string> Hashes)
{
    /// <summary>The hash of what was sent last, if the signer's answer came through.</summary>
    public string? NewestHash => Hashes is [.., var newest] ? newest : null;
}

/// <summary>Where an event is.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.RelayPlace")]
public sealed record RelayPlace(string TransactionHash, long BlockNumber, string BlockHash);
