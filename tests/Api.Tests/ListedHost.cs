using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PathoChain.Api.Access;
using PathoChain.Registry;
using PathoChain.Registry.Siwe;

namespace PathoChain.Api.Tests;

/// <summary>The API with accounts of a devnet that may sign in; its own chain node is away, as a signature of a key needs none.</summary>
public sealed class ListedHost : IAsyncLifetime
{
    private readonly ApiHost _api = new();
    private readonly Dictionary<int, HttpClient> _clients = [];
    private WebApplicationFactory<Program>? _listed;

    public Devnet Devnet { get; private set; } = null!;

    /// <summary>What the servers log.</summary>
    public LogLines Log { get; } = new();

    public IServiceProvider Services => _listed!.Services;

    public async Task InitializeAsync()
    {
        Devnet = await Devnet.StartAsync();
        await StartAsync(accounts: [0, 1], auditors: [3], pathologists: [4, 5]);
    }

    /// <summary>Starts anew, on the same data folder, with other accounts.</summary>
    /// <param name="accounts">The devnet's accounts that may sign in and do everything.</param>
    /// <param name="auditors">Those that may only read.</param>
    /// <param name="pathologists">Those that may read and sign results off.</param>
    public async Task StartAsync(int[] accounts, int[] auditors, params int[] pathologists)
    {
        if (_listed is not null)
        {
            await _listed.DisposeAsync();
        }

        var settings = new Dictionary<string, string>();
        foreach (var (list, indexes) in new[] { ("Accounts", accounts), ("Auditors", auditors), ("Pathologists", pathologists) })
        {
            foreach (var (position, index) in indexes.Index())
            {
                settings[$"Access:{list}:{position}"] = (await AccountAsync(index)).ToLowerInvariant();
            }
        }

        _listed = _api.WithWebHostBuilder(builder =>
        {
            builder.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(Log));
            foreach (var (key, account) in settings)
            {
                builder.UseSetting(key, account);
            }
        });
    }

    public HttpClient CreateClient() => _listed!.CreateClient();

    /// <summary>A client of nobody, that keeps no cookies.</summary>
    public HttpClient CreateForgetfulClient() => _listed!.CreateClient(new() { HandleCookies = false });

    /// <summary>The devnet's account at <paramref name="index"/>, EIP-55.</summary>
    public async Task<string> AccountAsync(int index) => Address.Parse((await Devnet.CallAsync("eth_accounts"))[index].GetString()!).ToString();

    /// <summary>What a page has an account sign, and its signature.</summary>
    internal async Task<SignedMessage> SignAsync(HttpClient client, int account, Func<SiweMessage, SiweMessage>? change = null)
    {
        using var given = await client.PostAsync("/api/session/nonce", content: null);
        var message = new SiweMessage
        {
            Domain = "localhost",
            Address = Address.Parse(await AccountAsync(account)),
            Uri = "http://localhost",
            ChainId = 31337,
            Nonce = (await ApiHost.JsonAsync(given)).GetProperty("nonce").GetString()!,
            IssuedAt = DateTimeOffset.UtcNow,
        };
        var text = (change?.Invoke(message) ?? message).ToText();
        return new(text, await SignAsync(text, account));
    }

    public async Task<string> SignAsync(string text, int account) =>
        (await Devnet.CallAsync("personal_sign", $"0x{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))}", await AccountAsync(account))).GetString()!;

    /// <summary>The client of an account that stays signed in: only so many sign-ins are taken in a minute.</summary>
    public async Task<HttpClient> ClientOfAsync(int account) =>
        _clients.TryGetValue(account, out var client) ? client : _clients[account] = await CreateClientAsync(account);

    /// <summary>A new client that is signed in.</summary>
    public async Task<HttpClient> CreateClientAsync(int account)
    {
        var client = CreateClient();
        using var signedIn = await SignInAsync(client, account);
        return signedIn.IsSuccessStatusCode ? client : throw new InvalidOperationException($"Account {account} may not sign in: {signedIn.StatusCode}.");
    }

    /// <summary>Signs in as a page does.</summary>
    public async Task<HttpResponseMessage> SignInAsync(HttpClient client, int account) =>
        await client.PostAsJsonAsync("/api/session", await SignAsync(client, account), JsonSerializerOptions.Web);

    public async Task DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _listed!.DisposeAsync();
        await _api.DisposeAsync();
        await Devnet.DisposeAsync();
        Log.Dispose();
    }
}
