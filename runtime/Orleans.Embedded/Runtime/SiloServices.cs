using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>What activations take from the host: services, limits, and one clock per area so that a test can turn one of them.</summary>
internal sealed class SiloServices(
    IServiceProvider services,
    ILoggerFactory loggerFactory,
    IOptions<SiloMessagingOptions> messaging,
    IOptions<GrainCollectionOptions> collection,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider grainTime,
    [FromKeyedServices(TimeProviderNames.Messaging)] TimeProvider messagingTime,
    [FromKeyedServices(TimeProviderNames.ActivationManagement)] TimeProvider idleTime)
{
    public IServiceProvider Services => services;

    public ILoggerFactory LoggerFactory => loggerFactory;

    public TimeSpan ResponseTimeout => messaging.Value.ResponseTimeout;

    public GrainCollectionOptions Collection => collection.Value;

    public TimeProvider GrainTime => grainTime;

    public TimeProvider MessagingTime => messagingTime;

    public TimeProvider IdleTime => idleTime;
}
