using PathoChain.Registry;

namespace PathoChain.Dev.Demo;

/// <summary>Stands in for a person's wallet: sends registration calls from the devnet's first unlocked account.</summary>
public sealed class DevnetWallet : IDisposable
{
    private readonly HttpClient _http;
    private readonly UnlockedAccount _account;

    private DevnetWallet(HttpClient http, UnlockedAccount account) => (_http, _account) = (http, account);

    /// <exception cref="RegistryException">The chain does not answer.</exception>
    public static async Task<DevnetWallet> OpenAsync(Uri rpcUrl, CancellationToken cancellationToken)
    {
        var http = new HttpClient();
        return new DevnetWallet(http, await UnlockedAccount.OpenAsync(new JsonRpcClient(http, rpcUrl), index: 0, cancellationToken));
    }

    /// <returns>The transaction's hash; it may not be mined yet.</returns>
    /// <exception cref="RegistryException">The chain does not answer, or the contract refuses.</exception>
    public async Task<string> SendAsync(ApiRegistrationCall call, CancellationToken cancellationToken) =>
        (await _account.SendAsync(Address.Parse(call.To), call.Data, cancellationToken)).ToString();

    public void Dispose() => _http.Dispose();
}
