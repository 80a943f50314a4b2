namespace PathoChain.Api.Tests;

/// <summary>What an auditor reads of who did what.</summary>
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

        var lines = host.Log.Written.Where(line => line.Contains("0x", StringComparison.Ordinal) || line.Contains("sign", StringComparison.Ordinal)).ToList();
        lines.Should().ContainInOrder(
            "Information 2 accounts may sign in (0: nobody has to)",
            $"Information {account} signed in",
            $"Information {account} asked for POST /api/images: 202",
            $"Information {account} asked for POST /api/images: 415",
            $"Information {account} asked for POST /api/images/{{cid}}/retry: 400",
            $"Information {account} asked for POST what does not exist: 404");
        lines.Should().ContainSingle(line => line.StartsWith($"Warning A sign-in was refused: {host.AccountAsync(2).Result} may not sign in here", StringComparison.Ordinal));
        host.Log.Written.Should().NotContain(line => line.Contains("JANE-DOE", StringComparison.Ordinal));
    }
}
