using System.Net;

namespace PathoChain.Api.Tests;

/// <summary>What changes the host, and so cannot share it.</summary>
public sealed class SignInAcrossStartsTests : IAsyncLifetime
{
    private readonly ListedHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_session_outlives_a_restart_but_not_its_account_on_the_list_and_may_do_what_that_says_now()
    {
        var cookies = new Dictionary<int, string>();
        foreach (var account in new[] { 0, 1, 3 })
        {
            using var client = _host.CreateForgetfulClient();
            using var signedIn = await _host.SignInAsync(client, account);
            cookies[account] = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        }

        await _host.StartAsync(accounts: [3], auditors: [1]);

        using var later = _host.CreateForgetfulClient();
        (await SignInTests.WithCookieAsync(later, cookies[0])).Should().Be(HttpStatusCode.Unauthorized);
        (await SignInTests.WithCookieAsync(later, cookies[1])).Should().Be(HttpStatusCode.OK);
        (await SignInTests.WithCookieAsync(later, cookies[1], HttpMethod.Post)).Should().Be(HttpStatusCode.Forbidden);
        (await SignInTests.WithCookieAsync(later, cookies[3], HttpMethod.Post)).Should().Be(HttpStatusCode.BadRequest, "the upload has no key");
    }

    [Fact]
    public async Task Strangers_are_not_let_in_where_only_auditors_are_listed()
    {
        await _host.StartAsync(accounts: [], auditors: [3]);
        using var client = _host.CreateClient();

        (await client.GetAsync("/api/images")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await _host.SignInAsync(client, account: 3);
        (await client.GetAsync("/api/images")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_tries_too_often_has_to_wait()
    {
        using var client = _host.CreateClient();
        var answers = new List<HttpResponseMessage>();
        for (var request = 0; request <= Access.SignInRate.RequestsAMinute; request++)
        {
            answers.Add(await client.PostAsync("/api/session/nonce", content: null));
        }

        answers[..^1].Should().AllSatisfy(answer => answer.StatusCode.Should().Be(HttpStatusCode.OK));
        await RelayingHost.ShouldBeProblemAsync(answers[^1], HttpStatusCode.TooManyRequests, "too-many-sign-ins");
        answers[^1].Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(1));
    }
}
