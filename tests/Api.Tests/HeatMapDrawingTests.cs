using System.Collections;
using PathoChain.Api.Images;
using PathoChain.Grains;

namespace PathoChain.Api.Tests;

public sealed class HeatMapDrawingTests
{
    [Fact]
    public async Task No_more_are_drawn_at_once_than_may_and_what_finds_no_room_is_told_so()
    {
        using var drawing = new HeatMapDrawing(atOnce: 1, waiting: 1);
        using var values = new HeldValues();
        var first = Task.Run(() => DrawAsync(values));
        values.Begun.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
        var second = DrawAsync([1f]);

        await FluentActions.Awaiting(() => DrawAsync([1f])).Should().ThrowAsync<ClassifierBusyException>();

        second.IsCompleted.Should().BeFalse();
        values.Release.Set();
        (await Task.WhenAll(first, second)).Should().AllSatisfy(png => png.Should().NotBeEmpty());

        Task<byte[]> DrawAsync(IReadOnlyList<float> cells) => drawing.DrawAsync(new HeatMap("", 1, 1, cells), 8, 8, CancellationToken.None);
    }

    /// <summary>One cell, which is not told before the test says so.</summary>
    private sealed class HeldValues : IReadOnlyList<float>, IDisposable
    {
        public ManualResetEventSlim Begun { get; } = new();

        public ManualResetEventSlim Release { get; } = new();

        public int Count => 1;

        public float this[int index]
        {
            get
            {
                Begun.Set();
                Release.Wait();
                return 1;
            }
        }

        public IEnumerator<float> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose()
        {
            Begun.Dispose();
            Release.Dispose();
        }
    }
}
