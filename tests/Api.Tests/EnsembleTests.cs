using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PathoChain.Api.Tests;

/// <summary>What the API shows of a result where the models have an ensemble's card: the committed models, weighed and banded by the test.</summary>
public sealed class EnsembleTests : IDisposable
{
    private readonly TemporaryFolder _models = new();
    private readonly ApiHost _host = new();
    private readonly List<JsonNode> _cards = [];

    public EnsembleTests()
    {
        var committed = Path.Combine(RepositoryRoot.Path, "models", "artifacts");
        foreach (var model in Directory.EnumerateFiles(committed, "*.onnx").Order(StringComparer.Ordinal))
        {
            var card = Path.ChangeExtension(model, ".json");
            File.Copy(model, _models.File(Path.GetFileName(model)));
            File.Copy(card, _models.File(Path.GetFileName(card)));
            _cards.Add(JsonNode.Parse(File.ReadAllText(card))!);
        }
    }

    [Fact]
    public async Task Within_the_band_the_result_names_no_class()
    {
        WriteEnsemble(0, 1);

        var result = await ResultAsync();

        result.GetProperty("label").ValueKind.Should().Be(JsonValueKind.Null);
        result.GetProperty("uncertain").GetBoolean().Should().BeTrue();
        result.GetProperty("band").GetProperty("low").GetDouble().Should().Be(0);
        result.GetProperty("band").GetProperty("high").GetDouble().Should().Be(1);
        result.GetProperty("ensembleSha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_models.File("ensemble.json")))));
        result.GetProperty("warnings").EnumerateArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Outside_the_band_it_does_and_its_probability_is_the_first_models_who_alone_has_weight()
    {
        WriteEnsemble(0.5, 0.5);

        var result = await ResultAsync();

        result.GetProperty("label").GetString().Should().NotBeEmpty();
        result.GetProperty("uncertain").GetBoolean().Should().BeFalse();
        var first = Math.Clamp(result.GetProperty("votes")[0].GetProperty("probability").GetDouble(), 1e-6, 1 - 1e-6);
        result.GetProperty("probability").GetDouble().Should().BeApproximately(first, 1e-9);
    }

    [Fact]
    public async Task A_member_that_was_withdrawn_is_told_with_the_result()
    {
        WriteEnsemble(0, 1);

        var result = await ResultAsync(withdrawn: _cards[0]["sha256"]!.GetValue<string>());

        result.GetProperty("uncertain").GetBoolean().Should().BeFalse();
        result.GetProperty("band").ValueKind.Should().Be(JsonValueKind.Null);
        result.GetProperty("ensembleSha256").ValueKind.Should().Be(JsonValueKind.Null);
        result.GetProperty("warnings").EnumerateArray().Should().ContainSingle().Which.GetString().Should().StartWith($"{_cards[0]["name"]} is withdrawn");
    }

    [Fact]
    public async Task The_card_that_results_name_is_told_and_a_report_of_another_one_is_not()
    {
        WriteEnsemble(0.25, 0.75);
        await using var host = Start();
        using var client = host.CreateClient();

        var ensemble = await client.GetFromJsonAsync<JsonElement>("/api/models/ensemble");

        ensemble.GetProperty("sha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_models.File("ensemble.json")))));
        ensemble.GetProperty("card").GetProperty("abstainBand").GetRawText().Should().Be("[0.25,0.75]");
        ensemble.GetProperty("figures").ValueKind.Should().Be(JsonValueKind.Null);
        ensemble.GetProperty("plots").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("/api/models/ensemble")]
    [InlineData("/api/models/ensemble/plots/ensemble.png")]
    public async Task Without_a_member_that_was_withdrawn_there_is_no_card_to_tell(string path)
    {
        WriteEnsemble(0, 1);
        await using var host = Start(withdrawn: _cards[0]["sha256"]!.GetValue<string>());
        using var client = host.CreateClient();

        using var answer = await client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        var problem = await ApiHost.JsonAsync(answer);
        problem.GetProperty("type").GetString().Should().Be("urn:pathochain:problem:no-ensemble");
        problem.GetProperty("detail").GetString().Should().Contain("withdrawn").And.Contain("models/combine.py");
    }

    public void Dispose()
    {
        _host.Dispose();
        _models.Dispose();
    }

    private WebApplicationFactory<Program> Start(string? withdrawn = null) => _host.WithWebHostBuilder(builder =>
    {
        builder.UseSetting("Models:Directory", _models.Path);
        if (withdrawn is not null)
        {
            builder.UseSetting("Models:Withdrawn:0", withdrawn);
        }
    });

    private async Task<JsonElement> ResultAsync(string? withdrawn = null)
    {
        await using var host = Start(withdrawn);
        var cid = await ClassifiedImage.CreateAsync(host, DrawnImages.Png(50, 50, 1));
        using var client = host.CreateClient();
        return (await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}")).GetProperty("result");
    }

    private void WriteEnsemble(double low, double high) => _models.Write("ensemble.json", new JsonObject
    {
        ["version"] = "1",
        ["task"] = _cards[0]["task"]!.DeepClone(),
        ["labels"] = _cards[0]["labels"]!.DeepClone(),
        ["members"] = new JsonArray([.. _cards.Select((card, at) => new JsonObject
        {
            ["name"] = card["name"]!.DeepClone(),
            ["sha256"] = card["sha256"]!.DeepClone(),
            ["weight"] = at == 0 ? 1 : 0,
        })]),
        ["temperature"] = 1,
        ["threshold"] = 0.5,
        ["abstainBand"] = new JsonArray(low, high),
        ["metrics"] = JsonNode.Parse(
            """
            {
              "split": "none", "patients": 1, "patches": 1, "loss": 1, "rocAuc": 1, "accuracy": 1, "balancedAccuracy": 1,
              "precision": 1, "recall": 1, "f1": 1, "ece": 1, "calledShare": 1, "calledWrong": 1
            }
            """),
    }.ToJsonString());
}
