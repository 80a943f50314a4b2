using System.ComponentModel.DataAnnotations;

namespace PathoChain.Silo;

/// <summary>Where this installation keeps what it must not lose, configuration section <c>Data</c>.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>Folder of the state, the blocks and the site's key; made if missing.</summary>
    [Required]
    public string Directory { get; set; } = ".pathochain";

    /// <summary>SQLite file of grain state and reminders.</summary>
    public string DatabaseFile => Path.GetFullPath(Path.Combine(Directory, "pathochain.db"));

    /// <summary>Encrypted blocks by CID.</summary>
    public string BlockDirectory => Path.GetFullPath(Path.Combine(Directory, "blocks"));

    /// <summary>The site's key-encryption key. Without it no image can be read.</summary>
    public string SiteKeyFile => Path.GetFullPath(Path.Combine(Directory, "site.key"));
}
