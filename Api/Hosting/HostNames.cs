using Microsoft.AspNetCore.HostFiltering;
using PathoChain.Api.Problems;

namespace PathoChain.Api.Hosting;

/// <summary>
/// Says what is wrong when a request names a host that <c>AllowedHosts</c> does not, where ASP.NET answers with HTML. A page elsewhere that has its own name
/// resolved to this machine (DNS rebinding) passes for this server's with a browser, but its requests bear its name.
/// </summary>
internal sealed class HostNames : IStartupFilter
{
    public static void AddTo(IServiceCollection services)
    {
        services.Configure<HostFilteringOptions>(options => options.IncludeFailureMessage = false);
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, HostNames>()); // around ASP.NET's own, which refuses before anything of ours runs
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseStatusCodePages(context => AnswerAsync(context.HttpContext));
        next(app);
    };

    /// <summary>Only the filter's own 400 gets here without words.</summary>
    private static Task AnswerAsync(HttpContext context) => context.Response.StatusCode is StatusCodes.Status400BadRequest
        ? Problem.UnknownHost.Because($"AllowedHosts does not name {context.Request.Host}: ask under a name that it has, or have this one added to it.").AnswerAsync(context)
        : Task.CompletedTask;
}
