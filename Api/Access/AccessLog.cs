using PathoChain.Api.Hosting;

namespace PathoChain.Api.Access;

/// <summary>Notes who asked for what may change something, or for pixels, and what became of it.</summary>
internal static partial class AccessLog
{
    public static void UseAccessLog(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (context.User.Identity?.Name is { } account && (!request.IsSafe() || ForPathologists.IsOn(context)))
        {
            // What is refused may bear anything in its path, such as a patient's name. An error takes the route away.
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/') ?? "what does not exist";
            context.Response.OnCompleted(() =>
            {
                var status = context.Response.StatusCode;
                string what = status < StatusCodes.Status400BadRequest ? request.Path : route;
                LogAsked(app.Logger, account, request.Method, what, status);
                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    [LoggerMessage(Level = LogLevel.Information, Message = "{Account} asked for {Method} {What}: {Status}")]
    private static partial void LogAsked(ILogger logger, string account, string method, string what, int status);
}
