using System.Text.Json;
using System.Text.Json.Nodes;
using PathoChain.Cli.Verification;
using PathoChain.Content;
using PathoChain.Registry;
using PathoChain.Registry.Attestation;
using PathoChain.Registry.Merkle;
using PathoChain.Registry.Signing;

namespace PathoChain.Cli.Tests;

/// <summary>An encrypted image whose digest is registered, by a member of a site, and anchored on a devnet, and its evidence, as the API would answer it.</summary>
public sealed class RegisteredImage : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private Deployment _deployment = null!;
    private UnlockedAccount _registrant = null!;
    private JsonObject _evidence = null!;

    public Devnet Devnet { get; private set; } = null!;

    public string EnvelopeFile { get; private set; } = null!;

    /// <summary>The root of the envelope's tree, whose SHA-256 is the digest.</summary>
    public byte[] RootBlock { get; private set; } = null!;

    internal Hash32 Digest { get; private set; }

    internal Address Registrant => _registrant.Address;

    /// <summary>The site of the registrant.</summary>
    public DevnetSite Site { get; private set; } = null!;

    /// <summary>A site of others.</summary>
    public DevnetSite OtherSite { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Devnet = await Devnet.StartAsync();
        var rpc = new JsonRpcClient(_http, Devnet.Url);
        _deployment = Deployment.Load(Devnet.DeploymentFile);
        var registry = new ImageRegistryClient(rpc, _deployment);
        _registrant = await UnlockedAccount.OpenAsync(rpc, index: 0);
        var anchorer = await UnlockedAccount.OpenAsync(rpc, index: 1);

        (Site, OtherSite) = (await SiteAsync("01"), await SiteAsync("02"));
        var soon = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60;
        await Site.GrantAsync(Registrant.ToString(), role: 0, soon, soon + 3600);
        await Devnet.CallAsync("evm_increaseTime", 90);

        var envelope = new byte[(2 << 20) + 5]; // three leaves
        new Random(1).NextBytes(envelope);
        "PCEV"u8.CopyTo(envelope);
        (envelope[4], envelope[5]) = (1, 1);
        EnvelopeFile = _folder.File("image.envelope");
        await File.WriteAllBytesAsync(EnvelopeFile, envelope);
        var cid = ContentAddress.Of(envelope);
        RootBlock = UnixFsFile.Split(envelope, UnixFsProfile.V1Of2025).Last().Bytes.ToArray();
        Digest = Hash32.FromBytes(cid.Digest);

        var receipt = await _registrant.RegisterAsync(registry, Digest);
        var block = await registry.GetBlockAsync(receipt.BlockNumber);
        var tree = MerkleTree.Of([Digest, Keccak256.Hash("another image"u8), Keccak256.Hash("a third one"u8)]);
        var anchoring = await SendAsync(anchorer, ImageRegistryAbi.Anchor(tree.Root, tree.LeafCount));
        var anchorBlock = await registry.GetBlockAsync((await registry.GetReceiptAsync(anchoring))!.BlockNumber);
        _evidence = new JsonObject
        {
            ["cid"] = cid.ToString(),
            ["version"] = 7,
            ["digest"] = Digest.ToString(),
            ["envelopeBytes"] = envelope.Length,
            ["registration"] = new JsonObject
            {
                ["chainId"] = _deployment.ChainId,
                ["contract"] = _deployment.Address.ToString(),
                ["registrant"] = Registrant.ToString(),
                ["transactionHash"] = receipt.TransactionHash.ToString(),
                ["blockNumber"] = receipt.BlockNumber,
                ["blockHash"] = receipt.BlockHash.ToString(),
                ["blockTime"] = block!.Time,
            },
            ["anchor"] = new JsonObject
            {
                ["chainId"] = _deployment.ChainId,
                ["contract"] = _deployment.Address.ToString(),
                ["anchorer"] = anchorer.Address.ToString(),
                ["root"] = tree.Root.ToString(),
                ["leafCount"] = tree.LeafCount,
                ["proof"] = new JsonArray([.. tree.ProofOf(Digest).Select(hash => JsonValue.Create(hash.ToString()))]),
                ["blockNumber"] = anchorBlock!.Number,
                ["blockHash"] = anchorBlock.Hash.ToString(),
                ["blockTime"] = anchorBlock.Time,
            },
            ["result"] = ResultOf(0.93, cardSha256: new string('c', 64)),
            ["earlierResults"] = new JsonArray(ResultOf(0.55, "2026-12-01T02:00:00+00:00")),
        };
    }

    /// <summary>What that evidence says of the result, or of the earlier one.</summary>
    internal ResultStatement StatementOf(bool earlier)
    {
        var result = (earlier ? _evidence["earlierResults"]![0] : _evidence["result"])!.Deserialize<Result>(JsonSerializerOptions.Web)!;
        return result.StatementOf(Cid.Parse(_evidence["cid"]!.GetValue<string>()));
    }

    /// <summary>A file of the evidence, with something of it changed.</summary>
    public string EvidenceFile(Action<JsonNode>? change = null)
    {
        var evidence = _evidence.DeepClone();
        change?.Invoke(evidence);
        return _folder.Write($"{Guid.NewGuid()}.json", evidence.ToJsonString(JsonSerializerOptions.Web));
    }

    /// <summary>A file beside these.</summary>
    public string Write(ReadOnlySpan<byte> content)
    {
        var file = _folder.Write($"{Guid.NewGuid()}.bin");
        File.WriteAllBytes(file, content);
        return file;
    }

    /// <summary>Has the registrant call the registry.</summary>
    internal Task<Hash32> SendAsync(byte[] call) => SendAsync(_registrant, call);

    /// <summary>Has the registrant attest to a result.</summary>
    internal Task<Hash32> AttestAsync(ResultStatement statement) => _registrant.SendAsync(_deployment.Address, statement.AttestCall(Digest));

    /// <summary>A review as the evidence holds it, signed by an account of the devnet.</summary>
    /// <param name="pathologist">The account's index.</param>
    /// <param name="earlier">Whether it is of the earlier result.</param>
    /// <param name="issuedAt">When, in whole seconds.</param>
    internal async Task<JsonObject> ReviewAsync(int pathologist, bool earlier, DateTimeOffset issuedAt)
    {
        var account = Address.Parse((await Devnet.CallAsync("eth_accounts"))[pathologist].GetString()!);
        var statement = StatementOf(earlier);
        var review = new Review(Digest, statement.Digest, statement.ModelsDigest, "invasive", issuedAt).ToTypedData(_deployment.ChainId, _deployment.Address);
        return new()
        {
            ["reviewer"] = account.ToString(),
            ["verdict"] = "invasive",
            ["issuedAt"] = issuedAt,
            ["resultOf"] = statement.ClassifiedAt,
            ["chainId"] = _deployment.ChainId,
            ["contract"] = _deployment.Address.ToString(),
            ["signature"] = (await Devnet.CallAsync("eth_signTypedData_v4", account.ToString(), review.ToJson().ToJsonString())).GetString(),
        };
    }

    /// <summary>Runs the program as a shell would.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> VerifyAsync(string evidenceFile, params string[] more)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        string[][] usual = [["--rpc", Devnet.Url.ToString()], ["--deployment", Devnet.DeploymentFile]];
        string[] args = ["verify", evidenceFile, .. usual.Where(option => !more.Contains(option[0])).SelectMany(option => option), .. more];
        var exitCode = await Commands.RunAsync(args, output, errors, CancellationToken.None);
        return (exitCode, output.ToString(), errors.ToString());
    }

    public async Task DisposeAsync()
    {
        await Devnet.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private static JsonNode ResultOf(double probability, string classifiedAt = "2026-12-01T03:00:00.1234567+00:00", string? cardSha256 = null) => JsonSerializer.SerializeToNode(
        new
        {
            Salt = new string('5', 64),
            Probability = probability,
            Label = "invasive",
            Doubted = false,
            Votes = new[] { new { Model = "basecnn", ModelSha256 = new string('a', 64), Probability = probability, Logit = 2.587, Label = "invasive", Warnings = Array.Empty<string>(), Milliseconds = 3.2, CardSha256 = cardSha256 } },
            ClassifiedAt = classifiedAt,
            EnsembleSha256 = new string('b', 64),
        },
        JsonSerializerOptions.Web)!;

    private Task<DevnetSite> SiteAsync(string label) => DevnetSite.CreateAsync(Devnet, _deployment.SiteDirectory!.Address.ToString(), adminIndex: 3, label);

    private Task<Hash32> SendAsync(UnlockedAccount account, byte[] call) => account.SendAsync(_deployment.Address, $"0x{Convert.ToHexStringLower(call)}");
}
