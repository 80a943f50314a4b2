using System.Text;
using Microsoft.AspNetCore.Http;
using PathoChain.Api.Hosting;
using PathoChain.Api.OpenInference;
using PathoChain.Grains;

namespace PathoChain.Api.Tests;

public sealed class InferRequestTests
{
    [Theory]
    [InlineData("""{"inputs":[""", "{}", "]}")]
    [InlineData("""{"outputs":[""", "null", "]}")]
    [InlineData("""{"inputs":[{"shape":[""", "1", "]}]}")]
    public void A_list_without_end_is_refused_before_it_takes_memory(string head, string element, string tail)
    {
        var body = Encoding.UTF8.GetBytes(head + string.Join(',', Enumerable.Repeat(element, 1_000_000)) + tail);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Record.Exception(() => InferRequest.Parse(body));

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
        refusal.Should().BeOfType<OpenInferenceException>().Which.Status.Should().Be(StatusCodes.Status400BadRequest);
    }

    [Fact]
    public async Task Bodies_are_refused_for_the_moment_beyond_what_all_of_them_may_have()
    {
        var budget = new BodyBudget(maxBytes: 100);
        using (var first = budget.Open())
        {
            (await ReadAsync(60, first)).Length.Should().Be(60);
            using var second = budget.Open();

            await FluentActions.Awaiting(() => ReadAsync(60, second)).Should().ThrowAsync<ClassifierBusyException>();
            (await ReadAsync(40, second)).Length.Should().Be(40);
        }

        using var third = budget.Open();
        (await ReadAsync(100, third)).Length.Should().Be(100);
    }

    private static Task<ReadOnlyMemory<byte>> ReadAsync(int bytes, BodyBudget.Share share)
    {
        var request = new DefaultHttpContext().Request;
        (request.Body, request.ContentType) = (new MemoryStream(new byte[bytes]), "application/json");
        return InferRequest.ReadAsync(request, maxBytes: 100, share, TimeProvider.System, CancellationToken.None);
    }
}
