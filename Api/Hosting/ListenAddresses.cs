using System.Net;
using Microsoft.Extensions.Options;
using PathoChain.Api.Access;

namespace PathoChain.Api.Hosting;

/// <summary>
/// Where the API may listen. Kestrel takes a host that it does not know for every interface of the machine, and what other machines reach is not to be open
/// to everybody by mistake.
/// </summary>
internal static partial class ListenAddresses
{
    private const string Localhost = "localhost";
    private const string Example = "such as http://127.0.0.1:5080";

    /// <summary>Refuses to start where an address is wrong, or lets in other machines, on which nobody would have to sign in; warns where what they send can be read on its way.</summary>
    /// <exception cref="OptionsValidationException">As <see cref="AreReachedFromElsewhere"/>, or nobody is listed who may sign in.</exception>
    public static void CheckListenAddresses(this WebApplication app)
    {
        var isSignInRequired = app.Services.GetRequiredService<IOptions<AccessOptions>>().Value.IsSignInRequired;
        foreach (var (key, urls) in Of(app.Configuration).Where(setting => AreReachedFromElsewhere(setting.Key, setting.Urls)))
        {
            if (!isSignInRequired)
            {
                throw Wrong(key, urls, $"other machines reach that, and nobody would have to sign in. List the accounts that may, in {AccessOptions.AccountsKey}:0 and so on, "
                    + "or listen on 127.0.0.1, as behind a proxy on this machine that has people sign in");
            }

            if (urls.Contains("http:", StringComparison.OrdinalIgnoreCase))
            {
                WarnOfPlainHttp(app.Logger, key, urls);
            }
        }
    }

    /// <summary>All settings that say where to listen, be it that another one takes precedence, and their values.</summary>
    private static IEnumerable<(string Key, string Urls)> Of(IConfiguration configuration) =>
    [
        ("Urls", configuration[WebHostDefaults.ServerUrlsKey] ?? ""),
        .. PortsOf(configuration, WebHostDefaults.HttpPortsKey, "http"),
        .. PortsOf(configuration, WebHostDefaults.HttpsPortsKey, "https"),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? "")),
    ];

    /// <summary>Ports alone are those of every interface. ASP.NET's own images set them, to no effect as long as there are <c>Urls</c>.</summary>
    private static IEnumerable<(string Key, string Urls)> PortsOf(IConfiguration configuration, string key, string scheme) =>
        string.IsNullOrEmpty(configuration[WebHostDefaults.ServerUrlsKey]) && configuration[key] is { Length: > 0 } ports
            ? [(key, string.Join(';', ports.Split(';').Select(port => $"{scheme}://*:{port}")))]
            : [];

    /// <summary>Whether other machines can reach any of the addresses.</summary>
    /// <param name="key">The setting's.</param>
    /// <param name="urls">As in the setting, divided by semicolons.</param>
    /// <exception cref="OptionsValidationException">One of them is no URL, or names a host that is neither an IP address, <c>localhost</c>, <c>*</c> nor a Unix socket.</exception>
    public static bool AreReachedFromElsewhere(string key, string urls)
    {
        var hosts = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => HostOf(key, url)).ToList();
        return hosts.Exists(host => host != Localhost && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));
    }

    private static string HostOf(string key, string url)
    {
        var bound = Parsed(key, url);
        var host = bound.IsUnixPipe ? Localhost : bound.Host.ToLowerInvariant();
        return host is Localhost or "*" or "+" || IPAddress.TryParse(host, out _)
            ? host
            : throw Wrong(key, url, $"give the IP address to listen on, {Example}, localhost, or * for every interface");
    }

    private static BindingAddress Parsed(string key, string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw Wrong(key, url, $"give an address to listen on, {Example}");
        }
    }

    private static OptionsValidationException Wrong(string key, string url, string fix) => new(key, typeof(string), [$"{key} is '{url}': {fix}."]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Key} is {Urls}: whoever can read the network between reads images and sessions, unless a proxy on the way has TLS. Listen by https")]
    private static partial void WarnOfPlainHttp(ILogger logger, string key, string urls);
}
