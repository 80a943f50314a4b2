namespace PathoChain.Inference.Tests;

public sealed class InferenceSlotsTests : IDisposable
{
    private const int Count = 2;

    private readonly InferenceSlots _slots = new(Count);

    [Fact]
    public async Task No_more_run_at_once_than_there_are_slots()
    {
        using var bothRunning = new Barrier(Count);
        var (running, most) = (0, 0);
        var gate = new Lock();

        // Each run meets another at the barrier, so the slots are really used side by side.
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => _slots.RunAsync(Run, CancellationToken.None))));

        most.Should().Be(Count);

        int Run()
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
            }

            bothRunning.SignalAndWait(TimeSpan.FromSeconds(30)).Should().BeTrue();
            lock (gate)
            {
                return --running;
            }
        }
    }

    [Fact]
    public async Task A_failure_frees_its_slot()
    {
        for (var trial = 0; trial < 2 * Count; trial++)
        {
            await _slots.Invoking(slots => slots.RunAsync<int>(() => throw new InvalidOperationException("broken"), CancellationToken.None))
                .Should().ThrowAsync<InvalidOperationException>();
        }

        (await _slots.RunAsync(() => 7, CancellationToken.None)).Should().Be(7);
    }

    [Fact]
    public async Task A_caller_that_gives_up_waiting_takes_no_slot()
    {
        using var one = new InferenceSlots(1);
        using var release = new ManualResetEventSlim();
        using var impatience = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var busy = Task.Run(() => one.RunAsync(Hold, CancellationToken.None));
        await started.Task;

        var waiting = one.RunAsync(() => 1, impatience.Token);
        await impatience.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        release.Set();
        await busy;

        (await one.RunAsync(() => 7, CancellationToken.None)).Should().Be(7);

        int Hold()
        {
            started.SetResult();
            release.Wait();
            return 0;
        }
    }

    public void Dispose() => _slots.Dispose();
}
