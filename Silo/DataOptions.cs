using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PathoChain.Silo;

/// <summary>Where this installation keeps what it must not lose, configuration section <c>Data</c>.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Folder of the state, the blocks and the site's key; made if missing.</summary>
    [Required]
    public string Directory { get; set; } = ".pathochain";

    /// <summary>SQLite file of grain state and reminders.</summary>
    public string DatabaseFile => Path.GetFullPath(Path.Combine(Directory, "pathochain.db"));

    /// <summary>Encrypted blocks by CID.</summary>
    public string BlockDirectory => Path.GetFullPath(Path.Combine(Directory, "blocks"));

    /// <summary>The site's key-encryption key. Without it no image can be read.</summary>
    public string SiteKeyFile => Path.GetFullPath(Path.Combine(Directory, "site.key"));

    /// <summary>Makes the folder if it is missing, for its owner alone, and writes to it.</summary>
    /// <exception cref="OptionsValidationException">It cannot be made, or nothing can be written there.</exception>
    public void CreateDirectory()
    {
        try
        {
            _ = OperatingSystem.IsWindows() ? System.IO.Directory.CreateDirectory(Directory) : System.IO.Directory.CreateDirectory(Directory, OwnerOnly);
            using var probe = File.Create(Path.Combine(Directory, Path.GetRandomFileName()), bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OptionsValidationException(Section, typeof(DataOptions), [
                $"{Section}:{nameof(Directory)} is '{Directory}', which is no folder that can be used ({exception.Message.TrimEnd('.')}): name one that this user may write to."]);
        }
    }
}
