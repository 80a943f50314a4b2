using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PathoChain.Api.Tests;

/// <summary>What is signed for an image while a signed registration of it is under way, in a transaction that no block takes.</summary>
public sealed class SecondSignatureTests(RelayingHost host) : IClassFixture<RelayingHost>
{
    [Fact]
    public async Task A_second_signature_is_told_what_is_under_way_and_the_same_one_is_taken_again()
    {
        using var client = host.CreateClient();
        var cid = await RelayingHost.UploadAsync(client, seed: 1);
        var (first, second) = (await host.AccountAsync(3), await host.AccountAsync(4));
        var request = await RelayingHost.RequestAsync(client, cid, first);
        var signed = await host.SignAsync(first, request);
        request["message"]!["deadline"] = signed.Deadline + 1;
        var anew = await host.SignAsync(first, request);
        var anothers = await host.SignAsync(second, await RelayingHost.RequestAsync(client, cid, second));
        await host.Devnet.SetAutomineAsync(false);
        (await PostAsync(signed)).StatusCode.Should().Be(HttpStatusCode.Accepted);
        var sent = await RelayingHost.UntilAsync(
            client, $"/api/images/{cid}/registration", call => call.GetProperty("transactionHash").ValueKind is JsonValueKind.String);
        var transaction = sent.GetProperty("transactionHash").GetString();

        (await PostAsync(signed)).StatusCode.Should().Be(HttpStatusCode.Accepted);
        var own = await RelayingHost.ShouldBeProblemAsync(await PostAsync(anew), HttpStatusCode.Conflict, "registration-under-way");
        own.GetProperty("detail").GetString().Should().Contain(first).And.Contain(transaction).And.Contain("Sign anew only if it is refused");
        var other = await RelayingHost.ShouldBeProblemAsync(await PostAsync(anothers), HttpStatusCode.Conflict, "registration-under-way");
        other.GetProperty("detail").GetString().Should().Contain(first).And.Contain(transaction).And.Contain("Send this signature again when that is final");

        await host.Devnet.SetAutomineAsync(true);
        await host.Devnet.MineAsync();
        await RelayingHost.UntilAsync(client, $"/api/images/{cid}", image => image.GetProperty("phase").GetString() == "classified");
        (await host.TransactionsAsync(RelayingHost.Signer)).Should().Be(1);

        Task<HttpResponseMessage> PostAsync(object body) => client.PostAsJsonAsync($"/api/images/{cid}/registration", body);
    }
}
