using PathoChain.Api.Access;
using PathoChain.Api.Attestation;
using PathoChain.Api.Chain;
using PathoChain.Api.Hosting;
using PathoChain.Api.Images;
using PathoChain.Api.Models;
using PathoChain.Api.OpenInference;
using PathoChain.Api.Problems;
using PathoChain.Api.Relay;
using PathoChain.Api.Reviews;
using PathoChain.Api.Web;
using PathoChain.Silo;

try
{
    // Settings lie beside the program, wherever it is started from; paths in them are relative to the working folder.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddPathoChainSilo();
    builder.AddPathoChainApi();
    builder.AddAccess();
    builder.AddMetricsExport();

    var app = builder.Build();
    app.CheckListenAddresses();
    app.UseProblems();
    app.UseAnswerHeaders();
    app.RefuseOtherSites();
    app.MapWebClient();
    app.UseAccess();
    app.UseRateLimiter();
    app.MapSession();
    app.MapImages();
    app.MapHeatMaps();
    app.MapEnvelopes();
    app.MapErasure();
    app.MapPixels();
    app.MapRelay();
    app.MapAttestations();
    app.MapReviews();
    app.MapModels();
    app.MapEnsemble();
    app.MapOpenInference();
    app.MapChain();
    app.MapHealth();
    app.MapMetrics();
    app.MapOpenApi().AllowAnonymous();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupErrors.Explain(exception) is { } explanation)
{
    await Console.Error.WriteLineAsync($"PathoChain cannot start: {explanation}");
    return 2;
}

/// <summary>Public for tests that host the API.</summary>
public partial class Program;
