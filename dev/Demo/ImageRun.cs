namespace PathoChain.Dev.Demo;

/// <summary>One image's way through the system.</summary>
/// <param name="File">Path relative to the folder of the run.</param>
/// <param name="Synthetic">Drawn, not taken from tissue.</param>
/// <param name="Image">Its last state; null where the upload failed.</param>
/// <param name="Seconds">How long each stage took.</param>
/// <param name="Error">Why it did not get to its end.</param>
internal sealed record ImageRun(string File, bool Synthetic, ApiImage? Image, StageSeconds Seconds, string? Error)
{
    public bool IsClassified => Image is { IsClassified: true };
}

/// <summary>Wall-clock seconds of each stage as the client sees them; a stage that was not reached is 0.</summary>
/// <param name="Upload">From sending the file to the answer with its CID.</param>
/// <param name="Register">From signing to the confirmed registration.</param>
/// <param name="Classify">From the confirmed registration to the result.</param>
internal sealed record StageSeconds(double Upload, double Register, double Classify)
{
    public double Total => Upload + Register + Classify;
}
