namespace PathoChain.Registry.Tests;

public sealed class DeploymentTests : IDisposable
{
    private static readonly Hash32 CodeHash = Keccak256.Hash("code"u8);

    private static readonly string Good = $$$"""
        {"chainId":31337,"contracts":{"ImageRegistry":{"address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","blockNumber":1,
         "codeHash":"{{{CodeHash}}}","topics":{"Registered":"{{{ImageRegistryAbi.RegisteredTopic}}}"},"abi":[]}
        }}
        """;

    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string, string> WrongFiles => new()
    {
        { "", "*is no deployment file*" },
        { "{\"chainId\":31337", "*is no deployment file*" },
        { "[]", "*the document has no contracts*" },
        { Good.Replace("31337", "\"31337\""), "*the document.chainId is \"31337\", not a whole number*" },
        { Good.Replace("aa3", "AA3"), "*address is \"0x5FbDB2315678afecb367f032d93F642f64180AA3\", not an address*" },
        { Good.Replace("codeHash", "codehash"), "*has no codeHash*" },
        { Good.Replace($"{ImageRegistryAbi.RegisteredTopic}", $"{CodeHash}"), $"*has topic {CodeHash}; this build reads {ImageRegistryAbi.RegisteredTopic}*" },
        { Good + new string(' ', 1024 * 1024), "*has at most 1048576*" },
    };

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_deployment_file_is_read()
    {
        File.WriteAllText(_file, Good);

        Deployment.Load(_file).Should().Be(
            new Deployment(31337, Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"), 1, CodeHash, ImageRegistryAbi.RegisteredTopic));
    }

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void Another_file_is_refused_with_its_name_and_fault(string content, string message)
    {
        File.WriteAllText(_file, content);

        FluentActions.Invoking(() => Deployment.Load(_file)).Should().Throw<DeploymentException>().WithMessage(message).WithMessage($"*{_file}*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void What_is_no_file_is_named(string file) =>
        FluentActions.Invoking(() => Deployment.Load(file)).Should().Throw<DeploymentException>().WithMessage($"Deployment file '{file}' cannot be read: *");

    [Fact]
    public void A_missing_file_or_folder_names_the_fix()
    {
        FluentActions.Invoking(() => Deployment.Load($"{_file}.missing")).Should().Throw<DeploymentException>().WithMessage("*Start the devnet*");
        FluentActions.Invoking(() => Deployment.Load("no/such/folder/31337.json")).Should().Throw<DeploymentException>().WithMessage("*Start the devnet*");
    }
}
