using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PathoChain.Silo;

namespace PathoChain.Api.Tests;

/// <summary>What <c>Models:Withdrawn</c> may say: a hash that withdraws nothing must not pass in silence.</summary>
public sealed class WithdrawalTests : IDisposable
{
    private const string Unknown = "0000000000000000000000000000000000000000000000000000000000000000";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Models:Withdrawn:0", "20b6ea30", "*Models:Withdrawn names \"20b6ea30\"*64 hex digits*")]
    [InlineData("Models:Withdrawn:0", "O0b6ea30997a625f90c16aa80f3643e9ae18eafddaacd8911ba64018fc910700", "*names \"O0b6ea30997a*64 hex digits*")]
    [InlineData("Models:Withdrawn:0", "", "*names \"\"*64 hex digits*")]
    [InlineData("Models:Withdrawn", Unknown, "*Models:Withdrawn is set to a value*Models:Withdrawn:0*")]
    public void What_withdraws_nothing_is_refused_at_the_start(string setting, string value, string refusal)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Data:Directory"] = _folder.File("data");
        builder.Configuration["Chain:DeploymentFile"] = SampleDeployment.WriteTo(_folder.File("31337.json"));
        builder.Configuration[setting] = value;
        builder.Configuration.AddInMemoryCollection(ClusterSettings.OfItsOwn()!);
        builder.AddPathoChainSilo();
        using var host = builder.Build();

        host.Invoking(each => each.Start()).Should().Throw<OptionsValidationException>().WithMessage(refusal);
    }

    [Fact]
    public async Task A_hash_of_no_model_is_warned_of_and_the_others_are_withdrawn_whatever_their_case()
    {
        var candidate = QuantisedBaseCnn.WriteTo(_folder.Path);
        var lines = new LogLines();
        using var plain = new ApiHost { CandidateDirectory = _folder.Path };
        await using var host = plain.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Models:Withdrawn:0", Sha256Of("vgg16").ToUpperInvariant());
            builder.UseSetting("Models:Withdrawn:1", candidate.ToUpperInvariant());
            builder.UseSetting("Models:Withdrawn:2", Unknown);
            builder.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(lines));
        });
        using var client = host.CreateClient();

        var models = await client.GetFromJsonAsync<JsonElement>("/api/models");

        models.GetProperty("items").EnumerateArray().Select(model => model.GetProperty("name").GetString()).Should().NotContain("vgg16").And.Contain("basecnn");
        (await client.GetFromJsonAsync<JsonElement>("/api/models/basecnn")).GetProperty("candidate").ValueKind.Should().Be(JsonValueKind.Null);
        lines.Written.Where(line => line.Contains("Models:Withdrawn", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.Should().StartWith("Warning").And.ContainAll(Unknown, Path.Combine("models", "artifacts"), _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    private static string Sha256Of(string model) => JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "models", "artifacts", $"{model}.json")))
        .RootElement.GetProperty("sha256").GetString()!;
}
