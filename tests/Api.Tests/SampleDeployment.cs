using System.Text.Json;
using PathoChain.Registry;

namespace PathoChain.Api.Tests;

/// <summary>A deployment file as the devnet writes it, of a contract that nobody deployed.</summary>
internal static class SampleDeployment
{
    public const string Contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

    public static string WriteTo(string path)
    {
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            chainId = 31337,
            contracts = new
            {
                ImageRegistry = new
                {
                    address = Contract,
                    blockNumber = 1,
                    transactionHash = Keccak256.Hash("a transaction"u8).ToString(),
                    codeHash = Keccak256.Hash("some code"u8).ToString(),
                    abi = Array.Empty<object>(),
                    topics = new { Registered = ImageRegistryAbi.RegisteredTopic.ToString() },
                },
            },
        }));
        return path;
    }
}
