namespace PathoChain.Dev.Demo;

/// <summary>Options of <c>demo</c>.</summary>
/// <param name="Images">Folder whose images are sent, or null for the default choice.</param>
/// <param name="Json">File for the full report, or null.</param>
/// <param name="Limit">At most this many images, or null for all.</param>
internal sealed record DemoOptions(string? Images, string? Json, int? Limit);
