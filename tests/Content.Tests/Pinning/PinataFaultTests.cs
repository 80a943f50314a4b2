using Microsoft.AspNetCore.Http;

namespace PathoChain.Content.Tests.Pinning;

public sealed class PinataFaultTests : PinataTest
{
    [Fact]
    public async Task Only_the_api_and_uploads_see_the_key()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await Pinata.PinAsync(cid, Store);
        await Pinata.UnpinAsync(cid);
        Server.Requests.Select(request => request.Call).Should().Contain(["list", "upload", "link", "read", "delete"]);
        Server.Requests.Should().OnlyContain(request => request.Call == "read" ? request.Authorization == null : request.Authorization == $"Bearer {Server.Jwt}");
    }

    [Fact]
    public async Task A_key_that_is_not_let_in_is_said_and_not_shown()
    {
        var other = Service(jwt: "eyJ.0ther.key");
        (await ShouldFailAsync(() => other.HoldsAsync(Unknown), "pinata at http://127.0.0.1:*, list: access was refused (HTTP 401): check the key*")).ToString().Should().NotContain("0ther");
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("link")]
    [InlineData("read")]
    public async Task A_call_that_is_forbidden_is_said_whichever_it_is(string forbidden)
    {
        var cid = (await StoreAsync(Small)).Cid;
        Answer(forbidden, StatusCodes.Status403Forbidden, "no");
        (await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), $"pinata at http://127.0.0.1:*, {forbidden}: access was refused (HTTP 403): check *")).ToString().Should().NotContain(Server.Jwt);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("link")]
    [InlineData("read")]
    public async Task A_call_that_comes_too_often_says_how_long_to_wait_whichever_it_is(string refused)
    {
        var cid = (await StoreAsync(Small)).Cid;
        Answer(refused, StatusCodes.Status429TooManyRequests, retryAfter: 42);
        (await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), $"*, {refused}: *asked too often*")).RetryAfter.Should().Be(TimeSpan.FromSeconds(42));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("link")]
    public async Task What_is_no_answer_of_Pinata_is_said_as_it_came(string call)
    {
        var cid = (await StoreAsync(Small)).Cid;
        Answer(call, StatusCodes.Status200OK, "<html>Proxy</html>");
        await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), $"*{call}: the answer (HTTP 200) is not one to this call: <html>Proxy</html>");
    }

    [Theory]
    [InlineData("../../data/unpin")]
    [InlineData("..")]
    [InlineData("")]
    public async Task An_id_that_would_change_the_call_is_no_answer(string id)
    {
        Answer("list", StatusCodes.Status200OK, $$$"""{"data":{"files":[{"id":"{{{id}}}","name":"{{{Unknown}}}","cid":"bafk","size":1}]}}""");
        await ShouldFailAsync(() => Pinata.UnpinAsync(Unknown), "*is not one to this call*");
        Calls().Should().Equal("list");
    }

    [Fact]
    public async Task A_refusal_of_binary_files_is_given_in_its_words_with_a_way_out()
    {
        var cid = (await StoreAsync(Small)).Cid;
        Answer("upload", StatusCodes.Status403Forbidden, """{"error":"Binary files are only allowed on a case by case basis"}""");
        await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), "*Binary files are only allowed on a case by case basis*(HTTP 403)*ask Pinata to allow them*Kubo node*");
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/files/bafk")]
    [InlineData("{0}@127.0.0.1:1/files/bafk")]
    [InlineData("/files/bafk")]
    [InlineData("")]
    public async Task A_link_to_another_place_is_not_followed(string link)
    {
        var cid = (await StoreAsync(Small)).Cid;
        var given = link.Replace("{0}", Server.Gateway.ToString().TrimEnd('/'), StringComparison.Ordinal);
        Answer("link", StatusCodes.Status200OK, $$"""{"data":"{{given}}"}""");
        await ShouldFailAsync(() => Pinata.PinAsync(cid, Store), $"*, link: the link that it gave leads elsewhere than to {Server.Gateway.ToString().TrimEnd('/')}: check Pinning:Pinata:Gateway.");
        Calls().Should().NotContain("read");
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("read")]
    public async Task A_server_that_hangs_is_left(string hanging)
    {
        var cid = (await StoreAsync(Small)).Cid;
        Server.Fault = async (call, context) =>
        {
            if (call == hanging)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return call == hanging;
        };
        await ShouldFailAsync(() => Service(timeout: TimeSpan.FromSeconds(1)).PinAsync(cid, Store), $"*, {hanging}: no answer within 1* s.");
    }

    [Fact]
    public async Task Requests_beyond_the_quota_wait_for_their_turn_but_not_for_long()
    {
        var pinata = Service(requestsPerMinute: 1);
        using var stop = new CancellationTokenSource();
        (await pinata.HoldsAsync(Unknown)).Should().BeFalse();
        var waiting = pinata.HoldsAsync(Unknown, stop.Token);

        (await ShouldFailAsync(() => pinata.HoldsAsync(Unknown).WaitAsync(TimeSpan.FromSeconds(10)), "*Pinning:Pinata:RequestsPerMinute*")).RetryAfter.Should().Be(TimeSpan.FromMinutes(1));
        Calls().Should().Equal("list");

        await stop.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_no_problem_of_Pinata()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => Pinata.HoldsAsync(Unknown, cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Options_without_an_account_make_no_service() =>
        FluentActions.Invoking(() => new PinataService(Http, new PinataOptions())).Should().Throw<ArgumentException>();
}
