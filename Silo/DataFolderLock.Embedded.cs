using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PathoChain.Silo;

/// <summary>
/// Keeps a data folder to one process: two embedded runtimes on one database would each take itself for the only one. The system lets go of the file when the process
/// ends, however it ends.
/// </summary>
internal sealed class DataFolderLock(IOptions<DataOptions> data) : IHostedService, IDisposable
{
    private const string FileName = ".lock";

    /// <summary>What Linux says of a file that another process has (EWOULDBLOCK), which .NET passes on.</summary>
    private const int InUse = 11;

    private FileStream? _file;

    /// <exception cref="OptionsValidationException">Another process has the folder, or nothing can be written there.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(data.Value.Directory);
        try
        {
            _file = new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(DataOptions.Section, typeof(DataOptions), [exception.HResult == InUse
                ? $"Data:Directory {directory} is in use by another process: stop that one, or give this one a folder of its own. Several processes of one system are a cluster, which needs ActorRuntime=Orleans (README)."
                : $"Data:Directory {directory} cannot be used: {exception.Message.TrimEnd('.')}. Name a folder that this user may write to."]);
        }

        return Task.CompletedTask;
    }

    // What is stopped before is what started after: nothing writes any more.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _file?.Dispose();
}
