using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using PathoChain.Api.Hosting;
using PathoChain.Silo;

namespace PathoChain.Api.Tests;

/// <summary>What an operator reads who set something wrongly.</summary>
public sealed class StartupErrorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Models:Accelerator", "gpu", "give auto, cpu, cuda.")]
    [InlineData("Models:CanaryShare", "x", "give a number, such as 0.5.")]
    [InlineData("Models:QueueLength", "1.5", "give a whole number.")]
    [InlineData("Chain:PollInterval", "abc", "give a time, such as 00:00:30.")]
    [InlineData("Chain:Anchoring:Enabled", "maybe", "give true or false.")]
    [InlineData("Chain:RpcUrl", "nope", "give one such as http://127.0.0.1:8545.")]
    [InlineData("Chain:RpcUrl", "ftp://node/", "give one such as http://127.0.0.1:8545.")]
    [InlineData("Chain:Signer:RpcUrl", "nope", "give one such as http://127.0.0.1:8545.")]
    [InlineData("Pinning:Kubo:RpcUrl", "127.0.0.1:5001", "give one such as http://127.0.0.1:5001.")]
    [InlineData("Pinning:Pinata:Network", "secret", "give private or public.")]
    [InlineData("Pinning:Pinata:RequestsPerMinute", "many", "give a whole number.")]
    [InlineData("Chain:Signer:Address", "me", "not an address: 0x and 40 hex digits, whose case, if mixed, is the EIP-55 checksum.")]
    [InlineData("Data:Directory", "/dev/null/data", "name one that this user may write to.")]
    public void A_wrong_setting_is_told_in_one_line_with_its_key_its_value_and_what_to_give(string key, string value, string fix)
    {
        var error = Record.Exception(() => Start(key, value))!;

        StartupErrors.Explain(error).Should().Contain($"{key} is '{value}'").And.Contain(fix).And.NotContain("DataAnnotation").And.NotContain("\n");
    }

    [Theory]
    [InlineData("Models:Withdrawm:0", "Models has no setting Withdrawm: correct its name, or leave it out. There are Directory, ")]
    [InlineData("Chain:Sit", "Chain has no setting Sit: ")]
    [InlineData("Chain:Signer:Adress", "Chain:Signer has no setting Adress: ")]
    [InlineData("Chain:Anchoring:Enable", "Chain:Anchoring has no setting Enable: ")]
    [InlineData("Pinning:Kube:RpcUrl", "Pinning has no setting Kube: ")]
    [InlineData("Pinning:Kubo:Url", "Pinning:Kubo has no setting Url: ")]
    [InlineData("Data:Folder", "Data has no setting Folder: ")]
    [InlineData("Web:Dir", "Web has no setting Dir: ")]
    [InlineData("Cluster:Nam", "Cluster has no setting Nam")]
    [InlineData("Chain:Signer", "Chain:Signer is 'x', but holds settings: give Chain:Signer:Address, ")]
    public void A_setting_that_nothing_reads_is_refused_as_its_default_would_hold_unseen(string key, string problem) =>
        StartupErrors.Explain(Record.Exception(() => Start(key, "x"))!).Should().StartWith(problem).And.NotContain("\n");

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_new_data_folder_is_its_owners_alone()
    {
        Start("Models:Reports", "models/reports");

        File.GetUnixFileMode(_folder.File("data")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_full_disk_is_told_in_one_line()
    {
        var full = Record.Exception(() => File.WriteAllBytes("/dev/full", [1]))!;

        StartupErrors.Explain(full).Should().StartWith("There is no room left: No space left on device").And.EndWith("Make room on that disk.").And.NotContain("\n");
    }

    [Fact]
    public void A_defect_keeps_its_stack_trace() => StartupErrors.Explain(new InvalidOperationException("Sequence contains no elements")).Should().BeNull();

    public void Dispose() => _folder.Dispose();

    private void Start(string key, string value)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Data:Directory"] = _folder.File("data");
        builder.Configuration["Chain:DeploymentFile"] = SampleDeployment.WriteTo(_folder.File("31337.json"));
        builder.Configuration["Models:Directory"] = Path.Combine(RepositoryRoot.Path, "models", "artifacts");
        builder.Configuration[key] = value;
        builder.Configuration.AddInMemoryCollection(ClusterSettings.OfItsOwn()!);
        builder.AddPathoChainSilo();
        using var host = builder.Build();
        host.Start();
    }
}
