using System.Net;
using System.Net.Http.Json;
using PathoChain.Api.Access;

namespace PathoChain.Api.Tests;

/// <summary>Where no account is listed, which is for this machine alone, nobody signs in.</summary>
public sealed class NoSignInTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Nobody_has_to()
    {
        using var client = host.CreateClient();

        (await client.GetFromJsonAsync<SessionView>("/api/session"))!.Should().BeEquivalentTo(new SessionView(Required: false, Account: null, MayChange: true, MaySignOff: true, Until: null, ChainId: 31337));
        (await client.GetAsync("/api/images")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.DeleteAsync("/api/session")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        Directory.Exists(Path.Combine(host.DataDirectory, "session-keys")).Should().BeFalse();
    }
}
