using System.Diagnostics;

namespace PathoChain.Testing;

/// <summary>A PostgreSQL server of the test's own, on a free port of loopback.</summary>
public sealed class Postgres : IDisposable
{
    /// <summary>Whom the server runs as where the test is root, which PostgreSQL refuses.</summary>
    private const string NotRoot = "nobody";

    /// <summary>Waits for the end of its input, then runs its arguments and removes a folder.</summary>
    private const string GuardScript = """exec > /dev/null 2>&1; cat; "$@"; stopped=$?; rm -rf "$0"; exit $stopped""";

    private static readonly string? Programs = Find();

    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly Process _guard;

    private Postgres()
    {
        if (Environment.UserName == "root")
        {
            Run("chown", NotRoot, _folder);
        }

        _guard = Guard();
        Run(Call("initdb", "--pgdata", Data, "--auth", "trust", "--username", "postgres", "--no-sync"));
        Run(Call(
            "pg_ctl", "start", "--wait", "--pgdata", Data, "--log", Path.Combine(_folder, "log"),
            "--options", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c timezone=Asia/Tokyo"));
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

        return new Postgres();
    }

    public void Dispose()
    {
        _guard.StandardInput.Close();
        Require(_guard, "pg_ctl stop");
        _guard.Dispose();
    }

    /// <summary>Stops the server and removes its folder when this is disposed, or this process ends. In a session of its own, it outlives a signal to all of the tests.</summary>
    private Process Guard()
    {
        string[] stop = Call("pg_ctl", "stop", "--pgdata", Data, "--mode", "immediate");
        return Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", GuardScript, _folder, .. stop]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardInput = true })!;
    }

    /// <summary>The newest of Debian's versions, else what is on PATH.</summary>
    private static string? Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    /// <summary>How to run one of PostgreSQL's programs.</summary>
    private static string[] Call(string program, params string[] arguments)
    {
        string[] call = [Path.Combine(Programs!, program), .. arguments];
        return Environment.UserName == "root" ? ["setpriv", $"--reuid={NotRoot}", "--clear-groups", "--", .. call] : call;
    }

    // pg_ctl's server keeps standard output open: the program is waited for, not the end of what it writes.
    private static void Run(params string[] call)
    {
        using var process = Process.Start(new ProcessStartInfo(call[0], call[1..]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true })!;
        Require(process, string.Join(' ', call));
    }

    private static void Require(Process process, string what)
    {
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{what} ended with exit code {process.ExitCode}.");
        }
    }
}
