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

    private FileStream? _file;

    /// <exception cref="OptionsValidationException">Another process has the folder.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(data.Value.Directory);
        try
        {
            _file = new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new OptionsValidationException(DataOptions.Section, typeof(DataOptions), [
                $"Data:Directory {directory} is in use by another process: stop that one, or give this one a folder of its own. Several processes of one system are a cluster, which needs ActorRuntime=Orleans (README)."]);
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
