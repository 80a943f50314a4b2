using FsCheck;
using FsCheck.Fluent;
using PathoChain.Registry.Relay;

namespace PathoChain.Registry.Tests.Relay;

public sealed class FeesTests
{
    private const long Gwei = 1_000_000_000;

    [Theory]
    [InlineData(10, 2, 100, 22, 2)]
    [InlineData(0, 1, 100, 1, 1)]
    [InlineData(60, 2, 100, 100, 2)]
    [InlineData(1, 200, 100, 100, 100)]
    public void Twice_the_base_fee_and_the_tip_are_suggested_up_to_the_limit(long baseFee, long tip, long limit, long max, long priority) =>
        Fees.Suggest(baseFee * Gwei, tip * Gwei, limit * Gwei).Should().Be(new Fees(max * Gwei, priority * Gwei));

    [Fact]
    public void A_base_fee_beyond_reason_is_no_overflow() =>
        Fees.Suggest(long.MaxValue, long.MaxValue, Fees.Highest).Should().Be(new Fees(Fees.Highest, Fees.Highest));

    [Fact]
    public void A_bump_offers_at_least_a_tenth_more_of_both_and_what_is_suggested() => Prop
        .ForAll(Given(), given =>
        {
            var bumped = given.Offered.Bump(given.Suggested, Fees.Highest)!.Value;
            return bumped.MaxFeePerGas * 10 >= given.Offered.MaxFeePerGas * 11
                && bumped.MaxPriorityFeePerGas * 10 >= given.Offered.MaxPriorityFeePerGas * 11
                && bumped.MaxFeePerGas >= given.Suggested.MaxFeePerGas
                && bumped.MaxPriorityFeePerGas >= given.Suggested.MaxPriorityFeePerGas
                && bumped.MaxFeePerGas >= bumped.MaxPriorityFeePerGas;
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_bump_above_the_limit_is_none()
    {
        var offered = new Fees(100 * Gwei, Gwei);

        offered.Bump(offered, 115 * Gwei).Should().Be(new Fees(115 * Gwei, 1_150_000_000));
        offered.Bump(offered, (115 * Gwei) - 1).Should().BeNull();
        offered.Bump(new Fees(200 * Gwei, Gwei), 199 * Gwei).Should().BeNull();
    }

    private static Arbitrary<(Fees Offered, Fees Suggested)> Given() => Arb.From(
        from offered in Any()
        from suggested in Any()
        select (offered, suggested));

    private static Gen<Fees> Any() =>
        from max in Gen.Choose(0, int.MaxValue)
        from priority in Gen.Choose(0, max)
        select new Fees(max, priority);
}
