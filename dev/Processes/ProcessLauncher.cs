using System.Collections.Concurrent;
using System.Diagnostics;

namespace PathoChain.Dev.Processes;

/// <summary>
/// Starts processes on one thread that lives as long as this program: Linux sends a parent-death signal when the thread
/// that started the child ends, not when its process does (prctl(2), PR_SET_PDEATHSIG).
/// </summary>
internal static class ProcessLauncher
{
    private static readonly BlockingCollection<Action> Work = [];

    static ProcessLauncher()
    {
        new Thread(Run) { IsBackground = true, Name = "process launcher" }.Start();
    }

    public static async Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        await started.Task;
    }

    private static void Run()
    {
        foreach (var start in Work.GetConsumingEnumerable())
        {
            start();
        }
    }
}
