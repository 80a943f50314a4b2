using System.Numerics;
using PathoChain.Registry.Tracking;

namespace PathoChain.Registry.Tests.Tracking;

public sealed class TransactionTrackerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan DropAfter = TimeSpan.FromMinutes(10);
    private static readonly Hash32 Digest = Keccak256.Hash("envelope"u8);
    private static readonly Hash32 Hash = Keccak256.Hash("announced"u8);
    private static readonly Hash32 OtherHash = Keccak256.Hash("another"u8);
    private static readonly Address Sender = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    private static readonly Address Registry = Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");

    private static readonly PendingTransaction Announced = new(Hash, From: null, Nonce: null, Now);
    private static readonly PendingTransaction Known = new(Hash, Sender, Nonce: 7, MissingSince: null);
    private static readonly PendingTransaction Missing = Known with { MissingSince = Now };

    [Fact]
    public void A_transaction_that_the_node_knows_is_open_however_long_it_takes() =>
        Judge(Known, new() { Transaction = Sent(Hash) }, Now.AddDays(30)).Should().Be(new TransactionVerdict(TransactionFate.Open));

    [Fact]
    public void A_mined_transaction_with_the_event_is_open_because_the_event_decides() =>
        Judge(Known, new() { Transaction = Sent(Hash), Receipt = Mined(TransactionStatus.Succeeded, Digest) }).Fate.Should().Be(TransactionFate.Open);

    [Fact]
    public void The_event_counts_among_others_and_whoever_was_called() =>
        Judge(Known, new() { Transaction = Sent(Hash) with { To = Sender }, Receipt = Mined(TransactionStatus.Succeeded, OtherHash, Digest) })
            .Fate.Should().Be(TransactionFate.Open);

    [Fact]
    public void A_mined_transaction_without_the_event_went_elsewhere_even_if_it_registers_something() =>
        Judge(Known, new() { Transaction = Sent(Hash), Receipt = Mined(TransactionStatus.Succeeded, OtherHash) }).Fate.Should().Be(TransactionFate.Misdirected);

    [Fact]
    public void A_refused_transaction_is_reverted_with_its_reason()
    {
        var reason = new AlreadyRegistered(Sender, Digest);

        Judge(Known, new() { Transaction = Sent(Hash), Receipt = Mined(TransactionStatus.Reverted), RevertReason = reason })
            .Should().Be(new TransactionVerdict(TransactionFate.Reverted, reason));
        Judge(Known, new() { Receipt = Mined(TransactionStatus.Reverted) }).Should().Be(new TransactionVerdict(TransactionFate.Reverted));
    }

    [Fact]
    public void A_used_nonce_means_replaced_by_what_used_it_if_that_was_found()
    {
        Judge(Missing, new() { NextNonce = 8, NonceUsedBy = Sent(OtherHash) })
            .Should().Be(new TransactionVerdict(TransactionFate.Replaced, ReplacedBy: OtherHash));
        Judge(Missing, new() { NextNonce = 80 }).Should().Be(new TransactionVerdict(TransactionFate.Replaced));
    }

    [Fact]
    public void An_empty_transaction_to_oneself_cancels_and_only_that()
    {
        var empty = Sent(OtherHash) with { To = Sender, Input = "0x" };

        Fate(empty).Should().Be(TransactionFate.Cancelled);
        Fate(empty with { Value = BigInteger.One }).Should().Be(TransactionFate.Replaced);
        Fate(empty with { Input = "0x00" }).Should().Be(TransactionFate.Replaced);
        Fate(empty with { To = Registry }).Should().Be(TransactionFate.Replaced);
        Fate(empty with { To = null }).Should().Be(TransactionFate.Replaced);

        static TransactionFate Fate(Transaction user) => Judge(Missing, new() { NextNonce = 8, NonceUsedBy = user }).Fate;
    }

    [Fact]
    public void A_nonce_that_the_transaction_itself_used_is_no_replacement() =>
        Judge(Missing, new() { NextNonce = 8, NonceUsedBy = Sent(Hash) }, Now.AddDays(1)).Fate.Should().Be(TransactionFate.Open);

    [Fact]
    public void An_unused_nonce_means_dropped_only_after_the_time_for_that()
    {
        Judge(Missing, new() { NextNonce = 7 }, Now + DropAfter - TimeSpan.FromTicks(1)).Fate.Should().Be(TransactionFate.Open);
        Judge(Missing, new() { NextNonce = 7 }, Now + DropAfter).Fate.Should().Be(TransactionFate.Dropped);
    }

    [Fact]
    public void A_transaction_that_was_never_seen_is_dropped_after_that_time_too()
    {
        Judge(Announced, new(), Now + DropAfter - TimeSpan.FromTicks(1)).Fate.Should().Be(TransactionFate.Open);
        Judge(Announced, new(), Now + DropAfter).Fate.Should().Be(TransactionFate.Dropped);
    }

    [Fact]
    public void What_was_seen_once_is_remembered_and_what_is_missing_since_when()
    {
        var seen = Announced.After(new() { Transaction = Sent(Hash) }, Now.AddSeconds(1));
        seen.Should().Be(Known);
        var missing = seen.After(new(), Now.AddSeconds(2));
        missing.Should().Be(Known with { MissingSince = Now.AddSeconds(2) });
        missing.After(new(), Now.AddSeconds(3)).Should().Be(missing);
        missing.After(new() { Receipt = Mined(TransactionStatus.Succeeded) }, Now.AddSeconds(3)).Should().Be(Known);
        Announced.After(new(), Now.AddSeconds(1)).Should().Be(Announced);
    }

    private static TransactionVerdict Judge(PendingTransaction pending, TransactionObservation seen, DateTimeOffset? now = null) =>
        TransactionTracker.Judge(pending, seen, Digest, now ?? Now, DropAfter);

    private static Transaction Sent(Hash32 hash) => new(hash, Sender, 7, Registry, BigInteger.Zero, "0x01", 60_000);

    private static Receipt Mined(TransactionStatus status, params Hash32[] digests) =>
        new(Hash, status, 45_900, 9, OtherHash, [.. digests.Select((digest, i) => new RegisteredEvent(digest, Sender, Hash, 9, OtherHash, i))]);
}
