using System.Collections.ObjectModel;
using System.Text.Json;

namespace PathoChain.Api.OpenInference;

/// <summary>A list that ends the reading of JSON at its first element too many, so that no body, which may have tens of megabytes, makes a long one.</summary>
internal abstract class ShortList<T>(string name, int most) : Collection<T>
{
    protected override void InsertItem(int index, T item)
    {
        if (Count == most)
        {
            throw new JsonException($"{name} has more than {most} elements");
        }

        base.InsertItem(index, item);
    }
}

// One more than a model here takes, for it to say how many it takes.
internal sealed class InferInputs() : ShortList<InferInput>("inputs", most: 2);

// Models here have four.
internal sealed class InferOutputs() : ShortList<InferOutput>("outputs", most: 16);

// Images have four dimensions, with their number.
internal sealed class InferShape() : ShortList<long>("shape", most: 8);
