using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace PathoChain.Api.Access;

/// <summary>What sessions are encrypted and authenticated by: keys in the data folder, so that every server that shares it knows a session, also after a restart.</summary>
internal static class SessionKeys
{
    private const string Folder = "session-keys";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="OptionsValidationException">There can be no such folder.</exception>
    public static void AddSessionKeys(this WebApplicationBuilder builder) => builder.Services
        .AddDataProtection()
        .SetApplicationName("PathoChain")
        .PersistKeysToFileSystem(Made(FolderOf(builder.Configuration)));

    /// <summary>Reads or makes the keys, before somebody signs in.</summary>
    /// <exception cref="OptionsValidationException">That cannot be done.</exception>
    public static void CheckSessionKeys(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(CheckSessionKeys)).Protect([]);
        }
        catch (CryptographicException exception)
        {
            throw Unusable(FolderOf(app.Configuration), exception.GetBaseException());
        }
    }

    private static string FolderOf(IConfiguration configuration) => Path.Combine(configuration["Data:Directory"]!, Folder);

    private static DirectoryInfo Made(string folder)
    {
        try
        {
            return OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folder, exception);
        }
    }

    private static OptionsValidationException Unusable(string folder, Exception reason) => new(Folder, typeof(string),
    [
        $"The keys of sessions in {folder} cannot be read or made: {reason.Message.TrimEnd('.')}. Let this user read and write there, or, if they are damaged, delete them: everybody signs in anew then.",
    ]);
}
