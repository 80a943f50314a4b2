using PathoChain.Dev.Chaos.Cases;

namespace PathoChain.Dev.Chaos.Judging;

/// <summary>Compares what the API says with what the chain says.</summary>
internal static class Checker
{
    /// <param name="image">What was done about it.</param>
    /// <param name="observed">What the API says of it.</param>
    /// <param name="chain">The truth.</param>
    /// <param name="confirmations">Blocks after which a registration counts.</param>
    /// <returns>The fault, or null where the API is right.</returns>
    public static Fault? CheckState(ChaosImage image, ObservedImage observed, FinalChain chain, int confirmations)
    {
        var expected = Model.Expect(image, chain, confirmations);
        var right = expected.Registrations.Count > 0
            ? expected.Registrations.Any(registration => Shows(observed, registration))
            : observed.Registration is null && expected.Verdicts.Contains(new Verdict(observed.Phase, observed.Problem));
        return right ? null : new Fault(FaultKind.WrongState, image.Cid, $"{image.Kind}", expected.ToString(), observed.ToString());
    }

    /// <summary>Finals that are lost: each registration that was ever reported final must be on the chain as it was reported.</summary>
    public static IEnumerable<Fault> CheckFinals(IEnumerable<(string Cid, ObservedRegistration Registration)> reported, FinalChain chain) =>
        reported.Where(final => !chain.Registrations.Any(registration => IsSame(final.Registration, registration)))
            .Select(final => new Fault(FaultKind.LostFinal, final.Cid, "reported final", $"in block {final.Registration.BlockNumber} for good", "not on the chain"));

    private static bool Shows(ObservedImage observed, ExpectedRegistration expected) =>
        observed.Phase == expected.Phase
        && observed.Problem is null
        && observed.Registration is { } shown
        && IsSame(shown, expected.Event)
        && shown.Finality == expected.Finality;

    private static bool IsSame(ObservedRegistration shown, ChainRegistration registration) =>
        shown.TransactionHash == registration.TransactionHash && shown.BlockNumber == registration.BlockNumber && shown.BlockHash == registration.BlockHash;
}
