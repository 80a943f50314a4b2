using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PathoChain.Api.Access;
using PathoChain.Api.Images;
using PathoChain.Api.Models;
using PathoChain.Api.OpenInference;
using PathoChain.Api.Problems;
using PathoChain.Api.Relay;
using PathoChain.Api.Reviews;
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
        builder.Services.AddRateLimiter(LimitRates);
        builder.Services.AddSingleton<UploadIntake>();
        builder.Services.AddSingleton<InferIntake>();
        builder.Services.AddSingleton<CurrentModels>();
        builder.Services.AddSingleton<EntityVersion>();
        builder.Services.AddSingleton<ImageList>();
        builder.Services.AddSingleton<ImageViews>();
        builder.Services.AddSingleton<LongPoll>();
        builder.Services.AddSingleton<RegistrationRelay>();
        builder.Services.AddSingleton<ResultStatements>();
        builder.Services.AddSingleton<SignOff>();
        builder.Services.AddSingleton<ModelReports>();

        // Room for the answer to be read by a client that sends too much: the endpoint itself stops at the size of an image.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 2 * UploadReader.MaxBytes;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4 * 1024, gracePeriod: TimeSpan.FromSeconds(10));
            kestrel.AddServerHeader = false;
            kestrel.Configure(builder.Configuration.GetSection("Kestrel")); // once: an endpoint that is added while it runs would not be checked
        });
    }

    private static void LimitRates(RateLimiterOptions options)
    {
        // An upload is read into memory, so there is an end to how many are at once; slow senders take each other's turn, not a core.
        options.AddConcurrencyLimiter(UploadIntake.Policy, limiter =>
        {
            limiter.PermitLimit = 32;
            limiter.QueueLimit = 256;
            limiter.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        });
        SignInRate.AddTo(options);
        options.OnRejected = async (context, _) =>
        {
            var isSignIn = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == SignInRate.Policy;
            context.HttpContext.Response.Headers.RetryAfter = isSignIn ? "60" : "5";
            await (isSignIn ? Problem.TooManySignIns.Because(SignInRate.TooMany) : Problem.Busy.Because(UploadIntake.TooMany)).ExecuteAsync(context.HttpContext);
        };
    }
}
