using PathoChain.Registry.Tracking;

namespace PathoChain.Registry.Tests.Tracking;

/// <summary>On a real devnet that mines only when told to.</summary>
public sealed class TransactionReaderTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>, IAsyncLifetime
{
    private TransactionReader Reader => new(fixture.Rpc, fixture.Registry);

    private string Registry => fixture.Registry.Deployment.Address.ToString();

    public async Task InitializeAsync()
    {
        await fixture.Devnet.SetAutomineAsync(false);
        await fixture.Devnet.MineAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_pending_transaction_is_known_by_sender_and_nonce_and_has_no_receipt()
    {
        var (account, nonce) = await OpenAsync(1);
        var digest = NewDigest();
        var hash = await account.SendAsync(Registry, ImageRegistryClient.RegisterCall(digest), nonce);

        var seen = await ObserveAsync(hash);

        seen.Receipt.Should().BeNull();
        seen.Transaction.Should().BeEquivalentTo(new { From = Address.Parse(account.Address), Nonce = nonce, To = fixture.Registry.Deployment.Address, Gas = 200_000 });

        await fixture.Devnet.MineAsync();
        var mined = await ObserveAsync(hash);
        mined.Receipt!.Registrations.Should().ContainSingle(made => made.Digest == digest && made.Registrant == Address.Parse(account.Address));
        mined.RevertReason.Should().BeNull();
    }

    [Fact]
    public async Task A_transaction_that_nobody_sent_shows_nothing()
    {
        var seen = await ObserveAsync(NewDigest().ToString());

        seen.Should().Be(new TransactionObservation());
    }

    [Fact]
    public async Task A_refusal_is_explained_by_a_repetition_before_or_after_its_block()
    {
        var (account, nonce) = await OpenAsync(2);
        var digest = NewDigest();
        var call = ImageRegistryClient.RegisterCall(digest);
        await account.SendAsync(Registry, call, nonce);
        var sameBlock = await account.SendAsync(Registry, call, nonce + 1);
        await fixture.Devnet.MineAsync();
        var later = await account.SendAsync(Registry, call, nonce + 2);
        await fixture.Devnet.MineAsync();

        var reason = new AlreadyRegistered(Address.Parse(account.Address), digest);
        (await ObserveAsync(sameBlock)).RevertReason.Should().Be(reason);
        (await ObserveAsync(later)).RevertReason.Should().Be(reason);
    }

    [Fact]
    public async Task Too_little_gas_is_told_from_a_refusal()
    {
        var (account, nonce) = await OpenAsync(3);
        var hash = await account.SendAsync(Registry, ImageRegistryClient.RegisterCall(NewDigest()), nonce, gas: 30_000);
        await fixture.Devnet.MineAsync();

        (await ObserveAsync(hash)).RevertReason.Should().Be(new RanOutOfGas(30_000));
    }

    [Fact]
    public async Task The_transaction_that_took_a_nonce_is_found_among_others_and_blocks_later()
    {
        var (account, nonce) = await OpenAsync(4);
        var hash = await account.SendAsync(Registry, ImageRegistryClient.RegisterCall(NewDigest()), nonce);
        var user = await account.SendAsync(account.Address, "0x", nonce, gwei: 20);
        await account.SendAsync(account.Address, "0x", nonce + 1);
        var (other, otherNonce) = await OpenAsync(5);
        await other.SendAsync(account.Address, "0x", otherNonce);

        // One by one: Hardhat forgets the state between blocks that it mines in bulk.
        for (var block = 0; block < 20; block++)
        {
            await fixture.Devnet.CallAsync("evm_mine");
        }

        var seen = await ObserveAsync(hash, Address.Parse(account.Address), nonce);

        seen.NextNonce.Should().Be(nonce + 2);
        seen.NonceUsedBy!.Hash.ToString().Should().Be(user);
        seen.NonceUsedBy.IsCancellation.Should().BeTrue();
    }

    [Fact]
    public async Task A_nonce_that_was_used_long_ago_is_used_by_nobody_knows_whom()
    {
        var (account, nonce) = await OpenAsync(6);
        await account.SendAsync(account.Address, "0x", nonce);
        await fixture.Devnet.MineAsync(200);

        var seen = await ObserveAsync(NewDigest().ToString(), Address.Parse(account.Address), nonce);

        seen.NextNonce.Should().Be(nonce + 1);
        seen.NonceUsedBy.Should().BeNull();
    }

    [Fact]
    public async Task A_dropped_transaction_leaves_its_nonce_unused()
    {
        var (account, nonce) = await OpenAsync(7);
        var hash = await account.SendAsync(Registry, ImageRegistryClient.RegisterCall(NewDigest()), nonce);
        await fixture.Devnet.CallAsync("hardhat_dropTransaction", hash);

        (await ObserveAsync(hash, Address.Parse(account.Address), nonce)).Should().Be(new TransactionObservation { NextNonce = nonce });
    }

    [Fact]
    public async Task A_node_without_the_state_of_old_blocks_does_not_say_what_took_a_nonce()
    {
        var account = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
        await using var node = LocalNode.Body(request =>
        {
            var answer = request.GetProperty("method").GetString() switch
            {
                "eth_blockNumber" => "\"result\":\"0x100\"",
                "eth_getTransactionCount" when request.GetProperty("params")[1].GetString() == "latest" => "\"result\":\"0x9\"",
                "eth_getTransactionCount" => "\"error\":{\"code\":-32000,\"message\":\"missing trie node\"}",
                _ => "\"result\":null",
            };
            return $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},{{answer}}}""";
        });
        using var http = new HttpClient();
        var rpc = new JsonRpcClient(http, node.Url);
        var reader = new TransactionReader(rpc, new ImageRegistryClient(rpc, fixture.Registry.Deployment));

        var seen = await reader.ObserveAsync(new PendingTransaction(NewDigest(), account, 7, null));

        seen.Should().Be(new TransactionObservation { NextNonce = 9 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_is_seen_though_the_node_cannot_repeat_the_call(bool answers)
    {
        var (account, nonce) = await OpenAsync(8);
        var call = ImageRegistryClient.RegisterCall(NewDigest());
        await account.SendAsync(Registry, call, nonce);
        var refused = await account.SendAsync(Registry, call, nonce + 1);
        await fixture.Devnet.MineAsync();
        await using var node = Without("eth_call", answers);

        var seen = await ObserveThroughAsync(node, new PendingTransaction(Hash32.Parse(refused), Address.Parse(account.Address), nonce + 1, null));

        seen.Receipt!.Status.Should().Be(TransactionStatus.Reverted);
        seen.RevertReason.Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_nonce_is_seen_to_be_used_though_the_node_cannot_tell_by_what(bool answers)
    {
        var (account, nonce) = await OpenAsync(9);
        await account.SendAsync(account.Address, "0x", nonce);
        await fixture.Devnet.MineAsync();
        await using var node = Without("eth_blockNumber", answers);

        var seen = await ObserveThroughAsync(node, new PendingTransaction(NewDigest(), Address.Parse(account.Address), nonce, null));

        seen.Should().Be(new TransactionObservation { NextNonce = nonce + 1 });
    }

    private static Hash32 NewDigest() => Keccak256.Hash(Guid.NewGuid().ToByteArray());

    private async Task<(DevnetAccount Account, long Nonce)> OpenAsync(int index)
    {
        var account = await DevnetAccount.OpenAsync(fixture.Devnet, index);
        return (account, await account.NonceAsync());
    }

    /// <summary>The devnet behind a node that answers one method with HTML, or not at all.</summary>
    private LocalNode Without(string method, bool answers) => LocalNode.Raw(async (request, token) =>
    {
        if (request.GetProperty("method").GetString() != method)
        {
            return LocalNode.Http(await fixture.Devnet.ForwardAsync(request, token));
        }

        await Task.Delay(answers ? 0 : Timeout.Infinite, token);
        return LocalNode.Http("<!doctype html>", "502 Bad Gateway", "text/html");
    });

    private async Task<TransactionObservation> ObserveThroughAsync(LocalNode node, PendingTransaction pending)
    {
        using var http = new HttpClient();
        var rpc = new JsonRpcClient(http, node.Url, new() { Timeout = TimeSpan.FromSeconds(2), Retries = 1 });
        return await new TransactionReader(rpc, new ImageRegistryClient(rpc, fixture.Registry.Deployment)).ObserveAsync(pending);
    }

    private Task<TransactionObservation> ObserveAsync(string hash, Address? from = null, long? nonce = null) =>
        Reader.ObserveAsync(new PendingTransaction(Hash32.Parse(hash), from, nonce, null));
}
