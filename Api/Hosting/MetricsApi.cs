using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using PathoChain.Content;
using PathoChain.Inference;

namespace PathoChain.Api.Hosting;

/// <summary>
/// What this process counts and times, for Prometheus; open to whoever reaches the port, as health is. Meters are named one by one: all of these tag by
/// model, route template and the like, and never by what a request or an image holds.
/// </summary>
internal static class MetricsApi
{
    /// <summary>From a small model on a CPU to the longest that a run waits.</summary>
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private static readonly double[] Probabilities = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

    public static void AddMetricsExport(this WebApplicationBuilder builder) => builder.Services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("pathochain", serviceVersion: ProductVersion.Text))
        .WithMetrics(metrics => metrics
            .AddMeter(InferenceMetrics.MeterName, PinningServices.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
            .AddView("pathochain.inference.*.duration", new ExplicitBucketHistogramConfiguration { Boundaries = Seconds })
            .AddView("pathochain.inference.candidate.difference", new ExplicitBucketHistogramConfiguration { Boundaries = Probabilities })
            .AddPrometheusExporter());

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
}
