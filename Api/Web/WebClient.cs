using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace PathoChain.Api.Web;

/// <summary>Serves the built web client, to everybody, from the folder that <c>Web:Directory</c> names.</summary>
internal static class WebClient
{
    public static void MapWebClient(this WebApplication app)
    {
        var folder = Path.GetFullPath(app.Configuration["Web:Directory"] ?? "web/dist");
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            app.MapGet("/", () => TypedResults.Problem(
                $"{folder} holds no index.html. Build it with 'npm ci && npm run build' in web/, or start with 'dotnet run pathochain.cs -- up'.",
                statusCode: StatusCodes.Status404NotFound,
                title: "The web client is not built")).ExcludeFromDescription().AllowAnonymous();
            return;
        }

        var files = new PhysicalFileProvider(folder);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = SetLifetime });
    }

    /// <summary>Below <c>assets</c> a file's name holds a hash of what is in it. All else is asked for anew each time, else the page of an earlier version would meet this API.</summary>
    private static void SetLifetime(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
