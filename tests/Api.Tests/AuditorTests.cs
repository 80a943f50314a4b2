using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Api.Access;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>An auditor sees all that others see, and changes nothing.</summary>
public sealed class AuditorTests(ListedHost host) : IClassFixture<ListedHost>
{
    private const int Auditor = 3;
    private const int Pathologist = 4;

    [Theory]
    [InlineData(Auditor, "")]
    [InlineData(Pathologist, "GET /api/images/-cid-/pixels, POST /api/images/-cid-/reviews")]
    public async Task No_route_but_those_of_the_session_takes_more_than_reading(int account, string besides)
    {
        using var client = await host.CreateClientAsync(account);
        var taken = new List<string>();
        var asked = 0;

        foreach (var route in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + route.RoutePattern.RawText!.Trim('/').Replace('{', '-').Replace('}', '-');
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                if (path.StartsWith("/api/session", StringComparison.Ordinal))
                {
                    continue;
                }

                using var request = new HttpRequestMessage(new(method), path);
                using var answer = await client.SendAsync(request);
                answer.StatusCode.Should().NotBe(HttpStatusCode.Unauthorized);
                var isTaken = answer.StatusCode is not HttpStatusCode.Forbidden;
                if (isTaken && (method != "GET" || path.EndsWith("/pixels", StringComparison.Ordinal)))
                {
                    taken.Add($"{method} {path}");
                }

                (isTaken || method != "GET" || (account == Auditor && path.EndsWith("/pixels", StringComparison.Ordinal))).Should().BeTrue("{0} only reads", path);
                asked++;
            }
        }

        asked.Should().BeGreaterThan(20);
        string.Join(", ", taken.Order(StringComparer.Ordinal)).Should().Be(besides);
    }

    [Fact]
    public async Task They_are_told_so_before_and_as_they_try()
    {
        using var client = await SignedInAsync();

        (await client.GetFromJsonAsync<SessionView>("/api/session"))!.MayChange.Should().BeFalse();
        var problem = await ShouldBeProblemAsync(await client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, 5))), HttpStatusCode.Forbidden, "may-only-read");
        problem.GetProperty("detail").GetString().Should().Contain("auditor");
        using var inference = await client.PostAsync("/v2/models/basecnn/infer", content: null);
        (await ApiHost.JsonAsync(inference)).GetProperty("error").GetString().Should().Contain("auditor");
    }

    [Fact]
    public async Task They_see_what_others_uploaded_and_sign_out()
    {
        using var other = host.CreateClient();
        using var signedIn = await host.SignInAsync(other, account: 0);
        var cid = await UploadAsync(other, seed: 6);
        using var client = await SignedInAsync();

        (await client.GetAsync($"/api/images/{cid}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.DeleteAsync("/api/session")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await client.GetAsync($"/api/images/{cid}")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private Task<HttpClient> SignedInAsync() => host.CreateClientAsync(Auditor);
}
