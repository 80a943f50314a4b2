using Microsoft.Extensions.Hosting;
using PathoChain.Inference;

namespace PathoChain.Silo;

/// <summary>
/// Starts every model before the silo does. Any silo may have to take over models from one that is lost, so none joins a cluster from a machine on which
/// one does not start or computes otherwise than its card says.
/// </summary>
internal sealed class ModelStart(ClassifierPool classifiers) : IHostedService
{
    /// <exception cref="ModelException">A model must not be run here.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(classifiers.StartAll, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
