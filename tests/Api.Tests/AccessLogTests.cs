using System.Net;

namespace PathoChain.Api.Tests;

/// <summary>What an operator reads of who did what.</summary>
public sealed class AccessLogTests(ListedHost host) : IClassFixture<ListedHost>
{
    [Fact]
    public async Task The_log_names_who_signed_in_what_they_changed_and_what_was_refused_but_nothing_that_a_refused_path_bears()
    {
        using var client = host.CreateClient();
        var account = await host.AccountAsync(0);
        await client.PostAsync("/api/images/JANE-DOE/retry", content: null);
        await host.SignInAsync(client, account: 0);
        await RelayingHost.UploadAsync(client, seed: 3);
        await client.SendAsync(ApiHost.Upload("no image"u8.ToArray()));
        await client.PostAsync("/api/images/JANE-DOE/retry", content: null);
        await client.PostAsync("/JANE-DOE", content: null);
        await host.SignInAsync(client, account: 2);
        await host.SignInAsync(client, account: 3);
        await RelayingHost.ShouldBeProblemAsync(await client.PostAsync("/api/images", content: null), HttpStatusCode.Forbidden, "may-only-read");

        var expected = new[]
        {
            "Information 2 accounts, 2 pathologists and 1 auditors may sign in (none: nobody has to)",
            $"Information {account} signed in",
            $"Information {account} asked for POST /api/images: 202",
            $"Information {account} asked for POST /api/images: 415",
            $"Information {account} asked for POST /api/images/{{cid}}/retry: 400",
            $"Information {await host.AccountAsync(3)} asked for POST /api/images: 403",
            $"Information {account} asked for POST what does not exist: 404",
            $"Warning A sign-in was refused: {await host.AccountAsync(2)} may not sign in here: use a listed account, or have this one added to Access:Accounts, to Access:Pathologists if it is to sign results off, or to Access:Auditors if it is only to read.",
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (expected.Except(host.Log.Written).Any() && !limit.IsCancellationRequested)
        {
            await Task.Delay(50, CancellationToken.None); // what became of a request is noted after it is answered
        }

        host.Log.Written.Should().Contain(expected);
        host.Log.Written.Should().NotContain(line => line.Contains("JANE-DOE", StringComparison.Ordinal));
    }
}
