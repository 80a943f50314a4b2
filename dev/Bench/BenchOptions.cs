namespace PathoChain.Dev.Bench;

/// <summary>Options of <c>bench</c>.</summary>
/// <param name="Images">Folder whose images are sent, or null for the demo's choice.</param>
/// <param name="Rounds">How often each image is sent in each measurement.</param>
internal sealed record BenchOptions(string? Images, int Rounds);
