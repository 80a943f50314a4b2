using System.Text.Json;

namespace PathoChain.Registry;

/// <summary>Where the registry is, as <c>chain/deployments/&lt;chainId&gt;.json</c> says it.</summary>
/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="Address">The contract.</param>
/// <param name="DeploymentBlock">Block of its deployment: no event lies before it.</param>
/// <param name="CodeHash">Keccak-256 of its runtime code.</param>
/// <param name="Topic">Topic 0 of its Registered event.</param>
public sealed record Deployment(long ChainId, Address Address, long DeploymentBlock, Hash32 CodeHash, Hash32 Topic)
{
    /// <summary>The SiteDirectory beside the registry; <see langword="null"/> if the file names none.</summary>
    public ContractCode? SiteDirectory { get; init; }

    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a deployment file.</summary>
    /// <exception cref="DeploymentException">The file is missing, cannot be read, is larger than 1 MiB, malformed, or of a contract with other events.</exception>
    public static Deployment Load(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return stream.Length <= MaxBytes
                ? Read(JsonElement.Parse(ReadAll(stream)), file)
                : throw new DeploymentException($"{file} has {stream.Length} bytes; a deployment file has at most {MaxBytes}.");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeploymentException($"No deployment file {file}. Start the devnet, which writes it (chain/scripts/devnet.ts), or name another file.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DeploymentException($"Deployment file '{file}' cannot be read: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is JsonException or RpcInvalidResponseException)
        {
            throw new DeploymentException($"{file} is no deployment file: {failure.Message} Start the devnet, which writes it anew.", failure);
        }
    }

    private static byte[] ReadAll(FileStream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Deployment Read(JsonElement root, string file)
    {
        var document = new RpcValue(root, "the document");
        var contract = document["contracts"]["ImageRegistry"];
        var directory = document["contracts"].Find("SiteDirectory");
        var topic = contract["topics"]["Registered"].AsHash();
        return topic == ImageRegistryAbi.RegisteredTopic
            ? new(document["chainId"].AsNumber(), contract["address"].AsAddress(), contract["blockNumber"].AsNumber(), contract["codeHash"].AsHash(), topic)
            {
                SiteDirectory = directory is { } found ? new(found["address"].AsAddress(), found["codeHash"].AsHash()) : null,
            }
            : throw new DeploymentException($"{file} is of a registry whose Registered event has topic {topic}; this build reads {ImageRegistryAbi.RegisteredTopic}. Deploy the contract of this version.");
    }
}
