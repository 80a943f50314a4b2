using System.Runtime.InteropServices;

namespace PathoChain.Dev.Processes;

/// <summary>Signals to processes, which .NET has no API for.</summary>
internal static partial class Signals
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    /// <summary>Asks a process and all of its group to end.</summary>
    public static void Terminate(int leader) => SendToGroup(leader, SigTerm);

    /// <summary>Ends a process and all of its group at once.</summary>
    public static void Kill(int leader) => SendToGroup(leader, SigKill);

    // A child that was started a moment ago may not lead a group yet.
    private static void SendToGroup(int leader, int signal)
    {
        if (Send(-leader, signal) != 0)
        {
            _ = Send(leader, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
