namespace Orleans.Runtime;

/// <summary>Kind of a grain: the name of its class in lower case, without the suffix "grain".</summary>
public readonly record struct GrainType
{
    private readonly string? _text;

    private GrainType(string text) => _text = text;

    /// <summary>Makes one of text.</summary>
    public static GrainType Create(string value) => new(value);

    /// <summary>The text it was made of; empty for the default value.</summary>
    public override string ToString() => _text ?? "";
}
