using System.Diagnostics.CodeAnalysis;

namespace PathoChain.Inference;

/// <summary>
/// Who waits, in two lanes: STAT goes first, but of every nine turns one is left to routine while it waits. A lane that is full takes no more, so
/// that routine in great number does not keep STAT out. Not thread-safe.
/// </summary>
/// <param name="capacity">Most that wait in a lane.</param>
internal sealed class LaneQueue<T>(int capacity)
{
    /// <summary>Most turns of STAT in a row while routine waits.</summary>
    public const int StatInARow = 8;

    private readonly LinkedList<T> _routine = [];
    private readonly LinkedList<T> _stat = [];
    private int _inARow;

    public int Count(Lane lane) => Of(lane).Count;

    public bool IsFull(Lane lane) => Count(lane) >= capacity;

    /// <summary>The item's place, which <see cref="Leave"/> takes, or <see langword="null"/> if the lane is full.</summary>
    public LinkedListNode<T>? TryAdd(Lane lane, T item) => IsFull(lane) ? null : Of(lane).AddLast(item);

    /// <summary>Gives up a place; false if its turn has come.</summary>
    public static bool Leave(LinkedListNode<T> place)
    {
        if (place.List is not { } lane)
        {
            return false;
        }

        lane.Remove(place);
        return true;
    }

    /// <summary>The next in turn, if anyone waits.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        var stat = _stat.Count > 0 && (_routine.Count == 0 || _inARow < StatInARow);
        _inARow = stat && _routine.Count > 0 ? _inARow + 1 : 0;
        var lane = stat ? _stat : _routine;
        if (lane.First is not { } first)
        {
            item = default;
            return false;
        }

        lane.Remove(first);
        item = first.Value;
        return true;
    }

    /// <summary>Takes up to <paramref name="most"/> of those that fit, of either lane, in the order in which they wait.</summary>
    public IReadOnlyList<T> TakeMore(Func<T, bool> fits, int most)
    {
        var taken = new List<T>();
        foreach (var lane in (ReadOnlySpan<LinkedList<T>>)[_stat, _routine])
        {
            for (var place = lane.First; place is not null && taken.Count < most;)
            {
                var next = place.Next;
                if (fits(place.Value))
                {
                    lane.Remove(place);
                    taken.Add(place.Value);
                }

                place = next;
            }
        }

        return taken;
    }

    private LinkedList<T> Of(Lane lane) => lane is Lane.Stat ? _stat : _routine;
}
