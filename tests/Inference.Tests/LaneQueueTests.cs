namespace PathoChain.Inference.Tests;

public sealed class LaneQueueTests
{
    private readonly LaneQueue<string> _queue = new(capacity: 20);

    [Fact]
    public void A_lane_keeps_the_order_of_arrival()
    {
        Add(Lane.Routine, "a", "b", "c");

        TakeAll().Should().Equal("a", "b", "c");
    }

    [Fact]
    public void Stat_goes_before_routine_that_came_earlier()
    {
        Add(Lane.Routine, "a", "b");
        Add(Lane.Stat, "S");

        TakeAll().Should().Equal("S", "a", "b");
    }

    [Fact]
    public void Routine_gets_a_turn_after_eight_of_stat()
    {
        Add(Lane.Routine, "a", "b");
        Add(Lane.Stat, [.. Enumerable.Range(1, 18).Select(number => $"S{number}")]);

        TakeAll().Should().Equal(
            [.. Enumerable.Range(1, 8).Select(number => $"S{number}"), "a", .. Enumerable.Range(9, 8).Select(number => $"S{number}"), "b", "S17", "S18"]);
    }

    [Fact]
    public void Stat_that_kept_nobody_waiting_owes_no_turn()
    {
        Add(Lane.Stat, [.. Enumerable.Range(1, 8).Select(number => $"S{number}")]);
        TakeAll();
        Add(Lane.Routine, "a");
        Add(Lane.Stat, "S9");

        TakeAll().Should().Equal("S9", "a");
    }

    [Fact]
    public void A_full_lane_takes_no_more_but_leaves_the_other_open()
    {
        Add(Lane.Routine, [.. Enumerable.Repeat("a", 20)]);

        _queue.IsFull(Lane.Routine).Should().BeTrue();
        _queue.TryAdd(Lane.Routine, "b").Should().BeNull();
        _queue.TryAdd(Lane.Stat, "S").Should().NotBeNull();
        TakeAll().Should().HaveCount(21).And.NotContain("b");
    }

    [Fact]
    public void Who_leaves_has_no_turn_and_makes_room()
    {
        var place = _queue.TryAdd(Lane.Stat, "S")!;
        Add(Lane.Routine, "a");

        LaneQueue<string>.Leave(place).Should().BeTrue();
        LaneQueue<string>.Leave(place).Should().BeFalse();
        _queue.Count(Lane.Stat).Should().Be(0);
        TakeAll().Should().Equal("a");
    }

    [Fact]
    public void Who_had_a_turn_cannot_leave()
    {
        var place = _queue.TryAdd(Lane.Routine, "a")!;
        TakeAll();

        LaneQueue<string>.Leave(place).Should().BeFalse();
    }

    [Fact]
    public void More_of_a_kind_are_taken_from_both_lanes_up_to_a_number()
    {
        Add(Lane.Routine, "a1", "b1", "a2", "a3");
        Add(Lane.Stat, "b2", "a4");

        _queue.TakeMore(item => item.StartsWith('a'), most: 3).Should().Equal("a4", "a1", "a2");
        TakeAll().Should().Equal("b2", "b1", "a3");
    }

    private void Add(Lane lane, params string[] items) => Array.ForEach(items, item => _queue.TryAdd(lane, item).Should().NotBeNull());

    private List<string> TakeAll()
    {
        var taken = new List<string>();
        while (_queue.TryTake(out var item))
        {
            taken.Add(item);
        }

        return taken;
    }
}
