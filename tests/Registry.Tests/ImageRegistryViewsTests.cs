namespace PathoChain.Registry.Tests;

/// <summary>Results of the view functions: viem's, and ones that are no results.</summary>
public sealed class ImageRegistryViewsTests : IDisposable
{
    private static readonly AbiVectors Viem = AbiVectors.Viem;
    private static readonly Address Account = Address.Parse($"0x{Viem.Account}");
    private static readonly Hash32[] Digests = [.. Viem.Digests.Select(digest => Hash32.Parse($"0x{digest}"))];
    private static readonly DateTimeOffset At = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Deployment Deployed = new(31337, Account, 1, Digests[0], ImageRegistryAbi.RegisteredTopic);
    private static readonly JsonRpcOptions Quick = new() { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) };

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Results_are_read_as_viem_encodes_them()
    {
        await using var node = Node(Viem.Results.RegisteredAt, Viem.Results.RevocationOf, Viem.Results.AttestationOf, Viem.Results.AnchorOf, Viem.Results.VerifyAnchored);
        var views = Views(node);

        (await views.RegisteredAtAsync(Account, Digests[0])).Should().Be(At);
        (await views.RevocationOfAsync(Account, Digests[0])).Should().Be(new RevocationRecord(At, 255));
        (await views.AttestationOfAsync(Account, Digests[0])).Should().Be(new AttestationRecord(Digests[1], Digests[2], At));
        (await views.AnchorOfAsync(Account, Digests[0])).Should().Be(new AnchorRecord(At, 1024));
        (await views.VerifyAnchoredAsync(Account, Digests[0], Digests[1], [])).Should().BeTrue();
    }

    [Fact]
    public async Task Zeros_mean_that_there_is_no_record()
    {
        await using var node = Node(Zeros(1), Zeros(2), Zeros(3), Zeros(2), Zeros(1));
        var views = Views(node);

        (await views.RegisteredAtAsync(Account, Digests[0])).Should().BeNull();
        (await views.RevocationOfAsync(Account, Digests[0])).Should().BeNull();
        (await views.AttestationOfAsync(Account, Digests[0])).Should().BeNull();
        (await views.AnchorOfAsync(Account, Digests[0])).Should().BeNull();
        (await views.VerifyAnchoredAsync(Account, Digests[0], Digests[1], [])).Should().BeFalse();
    }

    [Theory]
    [InlineData("", "*has 0 bytes, not 1 words*")]
    [InlineData("00", "*has 1 bytes, not 1 words*")]
    [InlineData("0000000000000000000000000000000000000000000000008000000000000000", "*not a number below 2^63*")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", "*not a number below 2^63*")]
    [InlineData("0000000000000000000000000000000000000000000000007fffffffffffffff", "*not a time in seconds*")]
    public async Task What_is_no_time_is_refused(string result, string message)
    {
        await using var node = LocalNode.Result(_ => $"\"0x{result}\"");

        await Views(node).Invoking(views => views.RegisteredAtAsync(Account, Digests[0])).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage(message);
    }

    [Fact]
    public async Task What_is_neither_true_nor_false_is_refused()
    {
        await using var node = LocalNode.Result(_ => $"\"0x{new string('0', 63)}2\"");

        await Views(node).Invoking(views => views.VerifyAnchoredAsync(Account, Digests[0], Digests[1], []))
            .Should().ThrowAsync<RpcInvalidResponseException>().WithMessage("Word 0 of eth_call of verifyAnchored is *2, not true or false.");
    }

    /// <summary>Answers the calls one after the other, if they are to the contract.</summary>
    private static LocalNode Node(params string[] results)
    {
        var call = 0;
        return LocalNode.Result(request =>
        {
            request.GetProperty("method").GetString().Should().Be("eth_call");
            request.GetProperty("params")[0].GetProperty("to").GetString().Should().Be(Deployed.Address.ToString());
            request.GetProperty("params")[1].GetString().Should().Be("latest");
            return $"\"0x{results[call++]}\"";
        });
    }

    private static string Zeros(int words) => new('0', 64 * words);

    private ImageRegistryViews Views(LocalNode node) => new(new JsonRpcClient(_http, node.Url, Quick), Deployed);
}
