using PathoChain.Dev.Chaos.Judging;
using Fault = PathoChain.Dev.Chaos.Judging.Fault;

namespace PathoChain.Dev.Tests.Chaos;

public sealed class RelayCheckTests
{
    private const string Relay = "0xee";

    [Fact]
    public void One_transaction_for_each_relayed_image_is_right() =>
        Faults(new Situation().Sent("0x1", Relay).Mined("0x1", 50).With(image => image.Relayed = true)).Should().BeEmpty();

    [Fact]
    public void A_second_one_is_a_fault_even_if_the_contract_refused_it() =>
        Faults(new Situation().Sent("0x1", Relay).Sent("0x2", Relay, nonce: 1).Mined("0x1", 50).Mined("0x2", 51, succeeded: false).With(image => image.Relayed = true))
            .Should().ContainSingle(fault => fault.Kind == FaultKind.DoubleRegistration);

    [Fact]
    public void One_for_an_image_that_nobody_asked_it_for_is_a_fault() =>
        Faults(new Situation().Sent("0x1", Relay).Mined("0x1", 50)).Should().ContainSingle(fault => fault.Kind == FaultKind.DoubleRegistration);

    [Fact]
    public void What_wallets_send_is_not_the_relays() =>
        Faults(new Situation().Sent("0x1").Sent("0x2", Situation.Other).Mined("0x1", 50).Mined("0x2", 51)).Should().BeEmpty();

    [Fact]
    public void What_no_block_takes_is_a_gap() =>
        Faults(new Situation(), waiting: 2).Should().ContainSingle(fault => fault.Kind == FaultKind.NonceGap);

    [Fact]
    public void A_relayed_image_without_its_event_is_wrong_whatever_is_said_of_it()
    {
        var situation = new Situation().With(image => image.Relayed = true);

        situation.Accepts("dropped", "dropped").Should().BeFalse();
        situation.Accepts("submitted").Should().BeFalse();
        situation.Accepts("awaitingSignature").Should().BeFalse();
    }

    private static List<Fault> Faults(Situation situation, int waiting = 0) => [.. new RelayCheck(Relay).Check([situation.Image], situation.Chain, waiting)];
}
