using System.Diagnostics;

namespace PathoChain.Content.Tests.Pinning;

public sealed class RequestQuotaTests
{
    private static readonly CancellationToken Untroubled = CancellationToken.None;

    [Fact]
    public async Task What_is_beyond_the_quota_waits_for_the_window_to_pass()
    {
        var window = TimeSpan.FromMilliseconds(600);
        using var quota = new RequestQuota(2, window);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 3; i++)
        {
            (await quota.TakeAsync(Untroubled)).Should().BeNull();
        }

        // The window is counted in sixtieths.
        clock.Elapsed.Should().BeGreaterThan(0.9 * window);
    }

    [Fact]
    public async Task What_would_wait_for_more_than_a_window_is_told_so_at_once()
    {
        using var quota = new RequestQuota(2, TimeSpan.FromHours(1));
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 4).Select(_ => quota.TakeAsync(stop.Token)).ToList();

        (await quota.TakeAsync(Untroubled).WaitAsync(TimeSpan.FromSeconds(10))).Should().Be(TimeSpan.FromHours(1));
        waiting.Count(task => task.IsCompleted).Should().Be(2);

        await stop.CancelAsync();
        await FluentActions.Awaiting(() => waiting[3]).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Who_waits_no_more_takes_nothing()
    {
        using var quota = new RequestQuota(1, TimeSpan.FromHours(1));
        _ = await quota.TakeAsync(Untroubled);
        for (var i = 0; i < 3; i++)
        {
            using var stop = new CancellationTokenSource();
            var waiting = quota.TakeAsync(stop.Token);
            waiting.IsCompleted.Should().BeFalse();
            await stop.CancelAsync();
            await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        }
    }
}
