namespace PathoChain.Api.Hosting;

/// <summary>Says what answers may be used for, to programs that show no page.</summary>
internal static class IntendedUse
{
    public const string Header = "Intended-Use";
    public const string Value = "research";

    /// <summary>The same in the description of the HTTP API.</summary>
    public const string Statement = "Research use only. Not a medical device: nothing that is said of an image may guide the care of a patient.";
}
