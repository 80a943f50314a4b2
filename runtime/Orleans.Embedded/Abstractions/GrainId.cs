namespace Orleans.Runtime;

/// <summary>Identity of a grain.</summary>
public readonly record struct GrainId
{
    public GrainId(GrainType type, IdSpan key) => (Type, Key) = (type, key);

    /// <summary>Its kind.</summary>
    public GrainType Type { get; }

    /// <summary>Its key among the grains of that kind.</summary>
    public IdSpan Key { get; }

    /// <summary>Makes one of a kind and a key.</summary>
    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    /// <summary><c>type/key</c>.</summary>
    public override string ToString() => $"{Type}/{Key}";
}
