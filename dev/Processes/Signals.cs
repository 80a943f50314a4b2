using System.Runtime.InteropServices;

namespace PathoChain.Dev.Processes;

/// <summary>Signals to processes, which .NET has no API for.</summary>
internal static partial class Signals
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    /// <summary>Asks every process of a group to end.</summary>
    public static void Terminate(int group) => _ = Send(-group, SigTerm);

    /// <summary>Ends every process of a group at once.</summary>
    public static void Kill(int group) => _ = Send(-group, SigKill);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
