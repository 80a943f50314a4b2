namespace PathoChain.Dev.Setup;

/// <summary>Where PostgreSQL is installed. Tests that start a server compile this file too.</summary>
internal static class PostgresPrograms
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>The folder of <c>initdb</c>, the newest of Debian's versions, else what is on PATH; <see langword="null"/> if there is none.</summary>
    public static string? Find()
    {
        var folders = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
