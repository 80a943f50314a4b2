using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Api.Access;
using PathoChain.Registry.Siwe;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>Where accounts are listed, nothing of an image or a model is had without signing in as one of them.</summary>
public sealed class SignInTests(ListedHost host) : IClassFixture<ListedHost>
{
    private static readonly string[] Open =
        ["/api/chain", "/api/session", "/api/session/nonce", "/health/live", "/health/ready", "/metrics", "/openapi/{documentName}.json"];

    public static TheoryData<string, Func<SiweMessage, SiweMessage>> Others => new()
    {
        { "elsewhere.example", message => message with { Domain = "elsewhere.example" } },
        { "http://elsewhere.example", message => message with { Uri = "http://elsewhere.example" } },
        { "chain 1", message => message with { ChainId = 1 } },
        { "nonce", message => message with { Nonce = "0123456789abcdef0123456789abcdef" } },
        { "nonce", message => message with { Nonce = "12345678" } },
        { "issued", message => message with { IssuedAt = message.IssuedAt.AddHours(-1) } },
    };

    [Fact]
    public async Task Every_route_but_those_that_sign_in_or_watch_the_server_asks_for_a_session()
    {
        using var client = host.CreateClient();
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        foreach (var route in routes)
        {
            var path = "/" + route.RoutePattern.RawText!.TrimStart('/').Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{cid}", "x", StringComparison.Ordinal);
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(new(method), path.Replace('{', '-').Replace('}', '-'));
                using var answer = await client.SendAsync(request);

                (answer.StatusCode is HttpStatusCode.Unauthorized).Should().Be(
                    !Open.Contains("/" + route.RoutePattern.RawText.TrimStart('/').TrimEnd('/')), "{0} {1} answered {2}", method, path, answer.StatusCode);
            }
        }

        routes.Should().HaveCountGreaterThan(20);
    }

    [Theory]
    [InlineData("/api/images")]
    [InlineData("/nothing-of-ours")]
    public async Task Nobody_is_told_to_sign_in_and_how(string path)
    {
        using var client = host.CreateClient();

        var problem = await ShouldBeProblemAsync(await client.GetAsync(path), HttpStatusCode.Unauthorized, "sign-in-required");

        problem.GetProperty("detail").GetString().Should().Contain("/api/session");
    }

    [Fact]
    public async Task Inference_says_so_in_the_form_of_its_protocol()
    {
        using var client = host.CreateClient();

        using var answer = await client.GetAsync("/v2/models/basecnn");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await ApiHost.JsonAsync(answer)).GetProperty("error").GetString().Should().Contain("Sign in first");
    }

    [Fact]
    public async Task The_page_is_for_everybody()
    {
        using var client = host.CreateClient();

        (await client.GetStringAsync("/")).Should().Contain("web client");
    }

    [Fact]
    public async Task A_listed_account_signs_in_uses_the_api_and_signs_out()
    {
        using var client = host.CreateClient();
        using var signedIn = await host.SignInAsync(client, account: 1);
        var session = await ApiHost.JsonAsync(signedIn);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();

        signedIn.StatusCode.Should().Be(HttpStatusCode.OK);
        session.GetProperty("account").GetString().Should().Be(await host.AccountAsync(1));
        session.GetProperty("mayChange").GetBoolean().Should().BeTrue();
        session.GetProperty("until").GetDateTimeOffset().Should().BeCloseTo(DateTimeOffset.UtcNow.AddHours(8), TimeSpan.FromMinutes(1));
        cookie.Should().Contain("httponly").And.Contain("samesite=strict");
        (await client.GetFromJsonAsync<SessionView>("/api/session"))!.Account.Should().Be(await host.AccountAsync(1));
        (await UploadAsync(client, seed: 1)).Should().StartWith("bafkrei");

        using var signedOut = await client.DeleteAsync("/api/session");

        signedOut.StatusCode.Should().Be(HttpStatusCode.NoContent);
        signedOut.Headers.GetValues("Clear-Site-Data").Should().Equal("\"cache\"");
        (await client.GetAsync("/api/images")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await client.GetFromJsonAsync<SessionView>("/api/session"))!.Should().BeEquivalentTo(new SessionView(Required: true, Account: null, MayChange: false, MaySignOff: false, Until: null, ChainId: 31337));
    }

    [Fact]
    public async Task A_message_signs_in_once()
    {
        using var client = host.CreateForgetfulClient();
        var signed = await host.SignAsync(client, account: 0);

        (await client.PostAsJsonAsync("/api/session", signed)).StatusCode.Should().Be(HttpStatusCode.OK);
        await ShouldBeProblemAsync(await client.PostAsJsonAsync("/api/session", signed), HttpStatusCode.Unauthorized, "sign-in-refused");
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task A_message_for_elsewhere_or_of_another_time_signs_nobody_in(string why, Func<SiweMessage, SiweMessage> change)
    {
        using var client = host.CreateClient();
        var signed = await host.SignAsync(client, account: 0, change);

        var problem = await ShouldBeProblemAsync(await client.PostAsJsonAsync("/api/session", signed), HttpStatusCode.Unauthorized, "sign-in-refused");

        problem.GetProperty("detail").GetString().Should().Contain(why);
    }

    [Fact]
    public async Task An_account_that_is_not_listed_is_named_and_not_signed_in()
    {
        using var client = host.CreateClient();

        var problem = await ShouldBeProblemAsync(await host.SignInAsync(client, account: 2), HttpStatusCode.Forbidden, "account-not-allowed");

        problem.GetProperty("detail").GetString().Should().Contain(await host.AccountAsync(2)).And.Contain("Access:Accounts");
        (await client.GetAsync("/api/images")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_signature_of_anothers_key_signs_nobody_in()
    {
        using var client = host.CreateClient();
        var signed = await host.SignAsync(client, account: 0);
        var anothers = signed with { Signature = await host.SignAsync(signed.Message!, account: 2) };

        var problem = await ShouldBeProblemAsync(await client.PostAsJsonAsync("/api/session", anothers), HttpStatusCode.Unauthorized, "sign-in-refused");

        problem.GetProperty("detail").GetString().Should().Contain(await host.AccountAsync(2)).And.Contain(await host.AccountAsync(0));
    }

    [Theory]
    [InlineData("a message", "0x1234", HttpStatusCode.Unauthorized, "sign-in-refused")]
    [InlineData(null, "0x1234", HttpStatusCode.Unauthorized, "sign-in-refused")]
    [InlineData("a message", "1234", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("a message", null, HttpStatusCode.BadRequest, "bad-request")]
    public async Task What_is_no_message_or_no_signature_is_refused(string? message, string? signature, HttpStatusCode status, string code)
    {
        using var client = host.CreateClient();

        await ShouldBeProblemAsync(await client.PostAsJsonAsync("/api/session", new SignedMessage(message, signature)), status, code);
    }

    [Fact]
    public async Task A_cookie_that_was_changed_is_nobodys()
    {
        using var client = host.CreateForgetfulClient();
        using var signedIn = await host.SignInAsync(client, account: 0);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var changed = cookie[..^8] + (cookie[^8] == 'A' ? 'B' : 'A') + cookie[^7..];

        (await WithCookieAsync(client, cookie)).Should().Be(HttpStatusCode.OK);
        (await WithCookieAsync(client, changed)).Should().Be(HttpStatusCode.Unauthorized);
    }

    internal static async Task<HttpStatusCode> WithCookieAsync(HttpClient client, string cookie, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, "/api/images") { Headers = { { "Cookie", cookie } } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
