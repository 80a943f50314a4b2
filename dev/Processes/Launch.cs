using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PathoChain.Dev.Processes;

/// <summary>How this program was started: by <c>dotnet run pathochain.cs</c> as a rule.</summary>
internal static partial class Launch
{
    private const int SigTerm = 15;
    private const int PrSetParentDeathSignal = 1;

    /// <summary>When the person pressed return: <c>dotnet run</c> builds before it starts us.</summary>
    public static DateTime StartedAt
    {
        get
        {
            using var first = DotnetRun() ?? Process.GetCurrentProcess();
            return first.StartTime;
        }
    }

    /// <summary>Has this program told to end when <c>dotnet run</c> is killed.</summary>
    public static void EndWithDotnetRun()
    {
        using var parent = DotnetRun();
        if (parent is not null)
        {
            _ = ProcessControl(PrSetParentDeathSignal, SigTerm, 0, 0, 0);
        }
    }

    private static Process? DotnetRun()
    {
        var id = GetParentProcessId();
        var command = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
        return Path.GetFileName(command[0]) == "dotnet" && command.Contains("run") ? Process.GetProcessById(id) : null;
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint value, nuint third, nuint fourth, nuint fifth);
}
