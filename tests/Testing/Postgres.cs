using System.Diagnostics;

namespace PathoChain.Testing;

/// <summary>A PostgreSQL server of the test's own, on a free port of loopback.</summary>
public sealed class Postgres : IDisposable
{
    /// <summary>Whom the server runs as where the test is root, which PostgreSQL refuses.</summary>
    private const string NotRoot = "nobody";

    private static readonly string? Programs = Find();

    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly int _port = FreePort.Next();

    private Postgres()
    {
    }

    /// <summary>Whether PostgreSQL is installed.</summary>
    public static bool IsInstalled => Programs is not null;

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    private string Data => Path.Combine(_folder, "data");

    /// <exception cref="InvalidOperationException">PostgreSQL is not installed.</exception>
    public static Postgres Start()
    {
        if (!IsInstalled)
        {
            throw new InvalidOperationException("PostgreSQL is not installed, neither as Debian's package postgresql nor on PATH: install it.");
        }

        var postgres = new Postgres();
        if (Environment.UserName == "root")
        {
            Run("chown", NotRoot, postgres._folder);
        }

        RunProgram("initdb", "--pgdata", postgres.Data, "--auth", "trust", "--username", "postgres", "--no-sync");
        RunProgram(
            "pg_ctl", "start", "--wait", "--pgdata", postgres.Data, "--log", Path.Combine(postgres._folder, "log"),
            "--options", $"-p {postgres._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={postgres._folder} -c fsync=off -c timezone=Asia/Tokyo");
        return postgres;
    }

    public void Dispose()
    {
        RunProgram("pg_ctl", "stop", "--pgdata", Data, "--mode", "immediate");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The newest of Debian's versions, else what is on PATH.</summary>
    private static string? Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static void RunProgram(string program, params string[] arguments)
    {
        string[] call = [Path.Combine(Programs!, program), .. arguments];
        Run(Environment.UserName == "root" ? ["setpriv", $"--reuid={NotRoot}", "--clear-groups", "--", .. call] : call);
    }

    // pg_ctl's server keeps standard output open: the program is waited for, not the end of what it writes.
    private static void Run(params string[] call)
    {
        using var process = Process.Start(new ProcessStartInfo(call[0], call[1..]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', call)} ended with exit code {process.ExitCode}.");
        }
    }
}
