using PathoChain.Dev.Processes;
using PathoChain.Registry;

namespace PathoChain.Dev.Running;

/// <summary>A devnet that somebody else started.</summary>
internal static class RunningDevnet
{
    /// <returns>Whether one listens on the port and holds the registry of the deployment file; false where the port is free.</returns>
    /// <exception cref="ToolException">Something else listens there.</exception>
    public static async Task<bool> IsUsableAsync(int port, string deploymentFile, CancellationToken cancellationToken)
    {
        if (LocalPort.IsFree(port))
        {
            return false;
        }

        using var http = new HttpClient();
        try
        {
            var rpc = new JsonRpcClient(http, new Uri(Devnet.RpcUrl(port)));
            await new ImageRegistryClient(rpc, Deployment.Load(deploymentFile)).VerifyAsync(cancellationToken);
            return true;
        }
        catch (RegistryException exception)
        {
            throw new ToolException(
                $"Port {port} is in use, but not by a devnet of this data folder: {exception.Message}",
                $"end what uses it ('ss -ltnp sport = :{port}' names it), or choose another port with --chain-port.");
        }
    }
}
