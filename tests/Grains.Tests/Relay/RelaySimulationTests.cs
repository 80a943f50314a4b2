using FsCheck;
using FsCheck.Fluent;
using PathoChain.Grains.Relay;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>The relay's decisions through random histories of reorganisations, lost answers, crashes, forgotten and foreign transactions, and changing fees, calls that are submitted anew, and ones that the signer refuses.</summary>
public sealed class RelaySimulationTests
{
    private const int Histories = 1_000;

    private static readonly RelayRules Rules = new(
        Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"),
        SimulatedChain.Confirmations,
        MaxFeePerGas: 100_000,
        MaxGas: 60_000,
        BumpAfter: TimeSpan.FromSeconds(4),
        ResendAfter: TimeSpan.FromSeconds(2),
        RefuseAfter: TimeSpan.FromSeconds(10));

    [Fact]
    public void Whatever_happens_each_call_that_the_signer_takes_is_mined_once_and_no_nonce_is_left_out() => Prop
        .ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            var now = DateTimeOffset.UnixEpoch;
            var state = new RelayState();
            var calls = Enumerable.Range(0, random.Next(1, 25)).Select(Call).ToList();
            var chain = new SimulatedChain(seed) { Refused = calls.Select(call => call.Id).Where(_ => random.Next(20) == 0).ToHashSet() };
            var submitted = 0;

            for (var step = 0; step < 120; step++, now += TimeSpan.FromMilliseconds(500))
            {
                if (submitted < calls.Count && random.Next(4) == 0)
                {
                    state = state.With(calls[submitted++]);
                }

                if (random.Next(2) == 0)
                {
                    chain.Disturb();
                }

                // A crash between the two forgets what the round saw, but not what it sent.
                var view = chain.Look(state, Rules, isFaulty: random.Next(3) == 0);
                if (submitted > 0 && random.Next(6) == 0)
                {
                    state = state.With(calls[random.Next(submitted)] with { Data = $"0x{step:x2}" });
                }

                state = random.Next(6) == 0 ? state : state.After(view, Rules, now);
            }

            state = calls.Skip(submitted).Aggregate(state, (current, call) => current.With(call));
            chain.Calm();
            for (var step = 0; step < 600 && state.Entries.Count > 0; step++, now += TimeSpan.FromMilliseconds(500))
            {
                state = state.After(chain.Look(state, Rules, isFaulty: false), Rules, now);
                chain.Mine();
            }

            return Property(seed, state, chain, calls);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    private static Property Property(int seed, RelayState state, SimulatedChain chain, List<RelayCall> calls)
    {
        var taken = calls.Select(call => call.Id).Except(chain.Refused).ToList();
        var mined = chain.Mined.Where(id => calls.Any(call => call.Id == id)).ToList();
        return (state.Entries.Count == 0).Label($"{seed}: {state.Entries.Count} entries never ended: {string.Join(", ", state.Entries)}")
            .And((state.Done.All(done => done.Phase is RelayPhase.Final != chain.Refused.Contains(done.Id))).Label($"{seed}: {string.Join(", ", state.Done)}"))
            .And((mined.Order().SequenceEqual(taken.Order())).Label($"{seed}: mined {string.Join(", ", mined)}"));
    }

    private static RelayCall Call(int number) =>
        new(RelayKind.Anchor, Registrations.Hash($"root {number}"), Rules.Signer.ToString(), "0x", Cid: null);
}
