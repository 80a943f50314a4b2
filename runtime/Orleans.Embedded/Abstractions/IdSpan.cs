namespace Orleans.Runtime;

/// <summary>Key of a grain.</summary>
public readonly record struct IdSpan
{
    private readonly string? _text;

    private IdSpan(string text) => _text = text;

    /// <summary>Makes one of text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <summary>The text it was made of; empty for the default value.</summary>
    public override string ToString() => _text ?? "";
}
