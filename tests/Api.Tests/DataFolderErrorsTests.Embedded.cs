using Microsoft.Extensions.Hosting;
using PathoChain.Api.Hosting;
using PathoChain.Silo;

namespace PathoChain.Api.Tests;

/// <summary>What an operator reads whose data folder cannot be used.</summary>
public sealed class DataFolderErrorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    [Fact]
    public void A_damaged_database_is_named()
    {
        var database = _folder.Write("data/pathochain.db", new string('x', 4096));

        Explain().Should().Contain(database).And.Contain("not a database").And.Contain("backup").And.NotContain("\n");
    }

    [Fact]
    public void A_folder_in_which_nothing_can_be_written_is_not_said_to_be_in_use()
    {
        Directory.CreateDirectory(Path.Combine(Data, ".lock"));

        Explain().Should().Contain($"Data:Directory {Data} cannot be used: Access to the path").And.NotContain("in use").And.NotContain("\n");
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_named()
    {
        Directory.CreateDirectory(Path.Combine(Data, "site.key"));

        Explain().Should().Contain($"Site key {Data}/site.key cannot be read or made: ").And.NotContain("\n");
    }

    public void Dispose() => _folder.Dispose();

    private string? Explain()
    {
        var error = Record.Exception(() =>
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Configuration["Data:Directory"] = Data;
            builder.Configuration["Chain:DeploymentFile"] = SampleDeployment.WriteTo(_folder.File("31337.json"));
            builder.Configuration["Models:Directory"] = Path.Combine(RepositoryRoot.Path, "models", "artifacts");
            builder.AddPathoChainSilo();
            using var host = builder.Build();
            host.Start();
        })!;
        return StartupErrors.Explain(error);
    }
}
