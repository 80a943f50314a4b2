namespace PathoChain.Inference.Tests;

public sealed class InferenceQueueTests : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly List<string> _ran = [];

    [Fact]
    public async Task No_more_run_at_once_than_there_are_slots()
    {
        const int count = 2;
        var queue = new InferenceQueue(count, length: 100);
        using var bothRunning = new Barrier(count);
        var (running, most) = (0, 0);
        var gate = new Lock();
        var work = Work(_ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
            }

            // Each run meets another at the barrier, so the slots are really used side by side.
            bothRunning.SignalAndWait(TimeSpan.FromSeconds(30)).Should().BeTrue();
            lock (gate)
            {
                running--;
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => queue.RunAsync(work, $"{number}", Lane.Routine, CancellationToken.None)));

        most.Should().Be(count);
        queue.Waiting(Lane.Routine).Should().Be(0);
    }

    [Fact]
    public async Task A_failure_goes_to_its_caller_and_frees_its_slot()
    {
        var queue = new InferenceQueue(slots: 1, length: 100);
        var broken = Work(_ => throw new InvalidOperationException("broken"));
        for (var trial = 0; trial < 3; trial++)
        {
            await queue.Invoking(each => each.RunAsync(broken, "a", Lane.Routine, CancellationToken.None)).Should().ThrowAsync<InvalidOperationException>();
        }

        (await queue.RunAsync(Record, "b", Lane.Routine, CancellationToken.None)).Should().Be("b");
    }

    [Fact]
    public async Task What_waits_goes_by_lane()
    {
        var queue = new InferenceQueue(slots: 1, length: 100);
        var first = Occupy(queue);
        var routine = queue.RunAsync(Record, "routine", Lane.Routine, CancellationToken.None);
        var stat = queue.RunAsync(Record, "stat", Lane.Stat, CancellationToken.None);
        _release.Set();

        await Task.WhenAll(first, routine, stat);

        _ran.Should().Equal("stat", "routine");
    }

    [Fact]
    public async Task What_a_full_lane_does_not_take_is_shed_at_once()
    {
        var queue = new InferenceQueue(slots: 1, length: 1);
        var first = Occupy(queue);
        var waiting = queue.RunAsync(Record, "a", Lane.Routine, CancellationToken.None);

        await queue.Invoking(each => each.RunAsync(Record, "b", Lane.Routine, CancellationToken.None))
            .Should().ThrowAsync<InferenceBusyException>().WithMessage("*1 runs wait in the routine lane*");
        var urgent = queue.RunAsync(Record, "c", Lane.Stat, CancellationToken.None);
        _release.Set();

        await Task.WhenAll(first, waiting, urgent);
        _ran.Should().Equal("c", "a");
    }

    [Fact]
    public void Waits_for_a_place_and_for_a_core_leave_a_grain_call_ten_seconds_of_its_thirty() =>
        (ImageGate.LongestWait + InferenceQueue.LongestWait).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(20));

    [Fact]
    public async Task What_waits_too_long_is_shed()
    {
        var queue = new InferenceQueue(slots: 1, length: 10, longestWait: TimeSpan.FromMilliseconds(50));
        var first = Occupy(queue);

        await queue.Invoking(each => each.RunAsync(Record, "a", Lane.Stat, CancellationToken.None))
            .Should().ThrowAsync<InferenceBusyException>().WithMessage("*waited 0.1 s*");

        queue.Waiting(Lane.Stat).Should().Be(0);
        _release.Set();
        await first;
        (await queue.RunAsync(Record, "b", Lane.Routine, CancellationToken.None)).Should().Be("b");
        _ran.Should().Equal("b");
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_queue()
    {
        var queue = new InferenceQueue(slots: 1, length: 1);
        using var impatience = new CancellationTokenSource();
        var first = Occupy(queue);
        var waiting = queue.RunAsync(Record, "a", Lane.Routine, impatience.Token);

        await impatience.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        var next = queue.RunAsync(Record, "b", Lane.Routine, CancellationToken.None);
        _release.Set();
        await Task.WhenAll(first, next);
        _ran.Should().Equal("b");
    }

    [Fact]
    public async Task Who_gives_up_once_the_run_has_begun_gets_its_result()
    {
        var queue = new InferenceQueue(slots: 1, length: 1);
        using var impatience = new CancellationTokenSource();
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        var first = Occupy(queue);
        var late = queue.RunAsync(
            Work(_ =>
            {
                begun.Set();
                end.Wait();
            }),
            "a",
            Lane.Routine,
            impatience.Token);
        _release.Set();
        begun.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();

        await impatience.CancelAsync();
        end.Set();

        (await late).Should().Be("a");
        await first;
    }

    [Fact]
    public async Task What_waits_for_the_same_work_runs_together_up_to_its_largest_batch()
    {
        var queue = new InferenceQueue(slots: 1, length: 100);
        var batches = new List<string>();
        var batched = new BatchWork<string, string>(
            inputs =>
            {
                batches.Add(string.Concat(inputs));
                return [.. inputs.Select(input => $"{input}!")];
            },
            Largest: 3);
        var first = Occupy(queue);
        var waiting = new[] { "a", "b", "c", "d" }.Select(input => queue.RunAsync(batched, input, Lane.Routine, CancellationToken.None)).ToList();
        var other = queue.RunAsync(Record, "x", Lane.Routine, CancellationToken.None);
        _release.Set();

        (await Task.WhenAll(waiting)).Should().Equal("a!", "b!", "c!", "d!");
        await Task.WhenAll(first, other);
        batches.Should().Equal("abc", "d");
        _ran.Should().Equal("x");
    }

    [Fact]
    public async Task An_idle_queue_runs_one_alone_and_at_once()
    {
        var queue = new InferenceQueue(slots: 1, length: 100);
        var batches = new List<int>();
        var batched = new BatchWork<string, string>(
            inputs =>
            {
                batches.Add(inputs.Count);
                return inputs;
            },
            Largest: 8);

        await queue.RunAsync(batched, "a", Lane.Routine, CancellationToken.None);
        await queue.RunAsync(batched, "b", Lane.Routine, CancellationToken.None);

        batches.Should().Equal(1, 1);
    }

    public void Dispose() => _release.Dispose();

    private BatchWork<string, string> Record => Work(_ran.Add);

    private static BatchWork<string, string> Work(Action<string> run) => new(
        inputs =>
        {
            foreach (var input in inputs)
            {
                run(input);
            }

            return inputs;
        },
        Largest: 1);

    private Task<string> Occupy(InferenceQueue queue) => queue.RunAsync(Work(_ => _release.Wait()), "first", Lane.Routine, CancellationToken.None);
}
