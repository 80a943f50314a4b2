using System.Numerics.Tensors;

namespace PathoChain.Inference;

/// <summary>The mean squared difference of a channel's pixels that are one and two apart in a row or a column (Kolmogorov 1941), taken row by row.</summary>
internal sealed class StructureFunction(int width, int height)
{
    private readonly float[] _differences = new float[width];
    private float[] _twoAbove = new float[width];
    private float[] _above = new float[width];
    private float[] _row = new float[width];
    private double _near;
    private double _far;

    /// <summary>Of pixels next to each other; 0 if there are none.</summary>
    public double Near => Mean(_near, apart: 1);

    /// <summary>Of pixels next to each other, over that of pixels two apart; 1 where nothing differs.</summary>
    public double FineDetail => _far > 0 ? Near / Mean(_far, apart: 2) : 1;

    /// <summary>Where to write the next row's levels.</summary>
    public Span<float> NextRow()
    {
        (_twoAbove, _above, _row) = (_above, _row, _twoAbove);
        return _row;
    }

    /// <summary>Counts the row that was written, the <paramref name="y"/>th.</summary>
    public void Add(int y)
    {
        ReadOnlySpan<float> row = _row;
        _near += SquaredDifferences(row[1..], row) + (y > 0 ? SquaredDifferences(row, _above) : 0);
        _far += SquaredDifferences(row[Math.Min(2, width)..], row) + (y > 1 ? SquaredDifferences(row, _twoAbove) : 0);
    }

    private double Mean(double squaredDifferences, int apart) =>
        squaredDifferences / Math.Max(1, ((double)Math.Max(0, width - apart) * height) + ((double)Math.Max(0, height - apart) * width));

    private double SquaredDifferences(ReadOnlySpan<float> levels, ReadOnlySpan<float> others)
    {
        var differences = _differences.AsSpan(0, levels.Length);
        TensorPrimitives.Subtract(levels, others[..levels.Length], differences);
        return TensorPrimitives.SumOfSquares<float>(differences);
    }
}
