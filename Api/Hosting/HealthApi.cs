using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PathoChain.Api.Hosting;

/// <summary>Liveness asks nothing of anyone; the port opens only once models are loaded. A chain that cannot be reached degrades, but does not stop, the service.</summary>
internal static class HealthApi
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status,
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status, entry.Value.Description }),
    });
}
