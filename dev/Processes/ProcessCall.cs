namespace PathoChain.Dev.Processes;

/// <summary>A program to run: its file (a path, or a name on PATH), arguments, working folder, and variables to add to this program's environment.</summary>
public sealed record ProcessCall(string File, IReadOnlyList<string> Arguments, string Directory)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public override string ToString() => string.Join(' ', [File, .. Arguments]);
}
