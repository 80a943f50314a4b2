using System.Runtime.InteropServices;

namespace PathoChain.Dev.Processes;

/// <summary>Turns Ctrl-C, SIGTERM and SIGHUP into a cancellation, so that children are ended in order.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What a shell reports for a program that Ctrl-C ended.</summary>
    public const int ExitCode = 130;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Cancel))];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _source.Cancel();
    }
}
