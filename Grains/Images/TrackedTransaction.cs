using PathoChain.Registry;
using PathoChain.Registry.Tracking;

namespace PathoChain.Grains.Images;

/// <summary>A followed transaction as it is stored.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="From">Who sent it, once the node showed it.</param>
/// <param name="Nonce">The sender's nonce, once the node showed it.</param>
/// <param name="MissingSince">Since when the node does not know it; <see langword="null"/> while it does.</param>
/// <param name="JudgedAt">Newest block when the present problem was found; <see langword="null"/> while there is none.</param>
[GenerateSerializer, Immutable, Alias("pathochain.TrackedTransaction")]
public sealed record TrackedTransaction(string Hash, string? From, long? Nonce, DateTimeOffset? MissingSince, long? JudgedAt)
{
    public static TrackedTransaction Announced(string hash, DateTimeOffset now) => new(hash, From: null, Nonce: null, MissingSince: now, JudgedAt: null);

    /// <summary>The transaction of an event whose block is gone: it may be mined again.</summary>
    public static TrackedTransaction Of(Registration lost, DateTimeOffset now) => new(lost.TransactionHash, lost.Sender, lost.Nonce, MissingSince: now, JudgedAt: null);

    public PendingTransaction ToPending() =>
        new(Hash32.Parse(Hash), From is null ? null : Address.Parse(From), Nonce, MissingSince);

    /// <summary>With what a look taught.</summary>
    public TrackedTransaction With(PendingTransaction known) =>
        this with { From = known.From?.ToString(), Nonce = known.Nonce, MissingSince = known.MissingSince };
}
