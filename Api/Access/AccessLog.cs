namespace PathoChain.Api.Access;

/// <summary>Notes who asked for what may change something, and what became of it.</summary>
internal static partial class AccessLog
{
    public static void UseAccessLog(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (context.User.Identity?.Name is { } account && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.OnCompleted(() =>
            {
                var what = WhatOf(context);
                LogAsked(app.Logger, account, request.Method, what, context.Response.StatusCode);
                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    /// <summary>What was refused may bear anything in its path, such as a patient's name, and only its route is noted.</summary>
    private static string WhatOf(HttpContext context) => context.Response.StatusCode < StatusCodes.Status400BadRequest
        ? context.Request.Path
        : (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "what does not exist";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Account} asked for {Method} {What}: {Status}")]
    private static partial void LogAsked(ILogger logger, string account, string method, string what, int status);
}
