using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PathoChain.Api.Images;
using PathoChain.Api.Models;
using PathoChain.Api.OpenInference;
using PathoChain.Api.Problems;
using PathoChain.Api.Relay;
using PathoChain.Api.Uploads;

namespace PathoChain.Api.Hosting;

internal static class ApiServices
{
    /// <summary>What the endpoints need beyond the silo's services.</summary>
    public static void AddPathoChainApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // Else only development answers with our problems.
        ApiDocument.AddTo(builder.Services);
        builder.Services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
        HostNames.AddTo(builder.Services);
        builder.Services.AddRateLimiter(LimitUploads);
        builder.Services.AddSingleton<UploadIntake>();
        builder.Services.AddSingleton<InferIntake>();
        builder.Services.AddSingleton<CurrentModels>();
        builder.Services.AddSingleton<EntityVersion>();
        builder.Services.AddSingleton<ImageList>();
        builder.Services.AddSingleton<ImageViews>();
        builder.Services.AddSingleton<LongPoll>();
        builder.Services.AddSingleton<RegistrationRelay>();
        builder.Services.AddSingleton<ModelReports>();

        // Room for the answer to be read by a client that sends too much: the endpoint itself stops at the size of an image.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 2 * UploadReader.MaxBytes;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4 * 1024, gracePeriod: TimeSpan.FromSeconds(10));
            kestrel.AddServerHeader = false;
        });
    }

    /// <summary>An upload is read into memory, so there is an end to how many are at once; slow senders take each other's turn, not a core.</summary>
    private static void LimitUploads(RateLimiterOptions options)
    {
        options.AddConcurrencyLimiter(UploadIntake.Policy, limiter =>
        {
            limiter.PermitLimit = 32;
            limiter.QueueLimit = 256;
            limiter.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        });
        options.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            await Problem.Busy.Because(UploadIntake.TooMany).ExecuteAsync(context.HttpContext);
        };
    }
}
