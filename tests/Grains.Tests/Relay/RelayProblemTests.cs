using PathoChain.Grains.Relay;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>The limit of what is offered lies just above what is offered now, so that no bump is within it.</summary>
public sealed class RelayProblemTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly RelayCall Call = new(RelayKind.Registration, Registrations.Hash("an image"), "0xA", "0x01", "a CID");
    private static readonly RelayRules Rules = new(
        Address.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
        Confirmations: 1,
        MaxFeePerGas: 105,
        MaxGas: 500_000,
        BumpAfter: TimeSpan.FromMinutes(1),
        ResendAfter: TimeSpan.FromSeconds(5),
        RefuseAfter: TimeSpan.FromMinutes(10));

    private readonly RelayState _state = new()
    {
        Entries = [new RelayEntry { Call = Call, Phase = RelayPhase.Sent, Transaction = new(Nonce: 3, 50_000, 100, 1, 1, PricedAt: Now, SentAt: Now, ["0xhash"]) }],
    };

    [Fact]
    public void A_transaction_that_has_just_been_priced_is_no_problem() =>
        _state.ProblemOf(Seen(outcome: null), Rules, Now + TimeSpan.FromSeconds(59)).Should().BeNull();

    [Fact]
    public void One_that_ought_to_offer_more_than_may_be_offered_waits_for_cheaper_gas() =>
        _state.ProblemOf(Seen(outcome: null), Rules, Now + TimeSpan.FromMinutes(1)).Should().StartWith("Transactions wait for cheaper gas");

    [Fact]
    public void A_signer_without_funds_is_said() =>
        _state.ProblemOf(Seen(new InsufficientFunds()), Rules, Now).Should().Contain("cannot pay");

    [Fact]
    public void A_call_of_which_the_node_says_nothing_is_said() =>
        _state.ProblemOf(Seen(outcome: null, new Unanswered("error -32015: revert")), Rules, Now).Should().Be("The node does not say what a call would do: error -32015: revert");

    private static RelayView Seen(SendOutcome? outcome, GasEstimate? estimate = null) => new()
    {
        Genesis = "0xgenesis",
        Depth = new ChainDepth(10, null, null),
        NextNonce = 3,
        SettledNonce = 3,
        Fees = new Fees(100, 1),
        Entries = new Dictionary<RelayCall, EntryView> { [Call] = new() { Outcome = outcome, Estimate = estimate } },
    };
}
