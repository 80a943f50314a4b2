using System.Net;
using Microsoft.Extensions.Options;

namespace PathoChain.Api.Hosting;

/// <summary>What <c>Urls</c> may name. Kestrel takes a host that it does not know for every interface of the machine, and an API without accounts is not to be reached by mistake.</summary>
internal static partial class ListenAddresses
{
    private const string Localhost = "localhost";
    private const string Example = "such as http://127.0.0.1:5080";

    /// <summary>Refuses to start where <c>Urls</c> is wrong, and warns where it lets other machines in.</summary>
    /// <exception cref="OptionsValidationException">As <see cref="AreReachedFromElsewhere"/>.</exception>
    public static void CheckListenAddresses(this WebApplication app)
    {
        var urls = app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "";
        if (AreReachedFromElsewhere(urls))
        {
            WarnOfOtherMachines(app.Logger, urls);
        }
    }

    /// <summary>Whether other machines can reach any of the addresses.</summary>
    /// <param name="urls">As in the setting, divided by semicolons.</param>
    /// <exception cref="OptionsValidationException">One of them is no URL, or names a host that is neither an IP address, <c>localhost</c>, <c>*</c> nor a Unix socket.</exception>
    public static bool AreReachedFromElsewhere(string urls)
    {
        var hosts = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(HostOf).ToList();
        return hosts.Exists(host => host != Localhost && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));
    }

    private static string HostOf(string url)
    {
        var bound = Parsed(url);
        var host = bound.IsUnixPipe ? Localhost : bound.Host.ToLowerInvariant();
        return host is Localhost or "*" or "+" || IPAddress.TryParse(host, out _)
            ? host
            : throw Wrong(url, $"give the IP address to listen on, {Example}, localhost, or * for every interface");
    }

    private static BindingAddress Parsed(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw Wrong(url, $"give an address to listen on, {Example}");
        }
    }

    private static OptionsValidationException Wrong(string url, string fix) => new("Urls", typeof(string), [$"Urls is '{url}': {fix}."]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Urls is {Urls}: there are no accounts, so whoever reaches these addresses can upload and read. Keep them private, or put a proxy with sign-in before them")]
    private static partial void WarnOfOtherMachines(ILogger logger, string urls);
}
