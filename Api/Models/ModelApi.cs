using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.Problems;
using PathoChain.Grains;
using PathoChain.Inference;

namespace PathoChain.Api.Models;

/// <summary>The models of this installation: cards, figures and plots.</summary>
internal static class ModelApi
{
    public static void MapModels(this WebApplication app)
    {
        var models = app.MapGroup("/api/models").WithTags("Models");

        models.MapGet("/", ListAsync)
            .WithName("ListModels")
            .WithSummary("The models that vote, each with its card, figures and plots");

        models.MapGet("/{id}", GetAsync)
            .WithName("GetModel")
            .WithSummary("A model by its name or SHA-256: its card, figures and plots")
            .ProducesProblem(StatusCodes.Status404NotFound);

        models.MapGet("/{id}/plots/{file}", PlotAsync)
            .WithName("GetModelPlot")
            .WithSummary("A plot of a model, as PNG")
            .Produces(StatusCodes.Status200OK, contentType: "image/png")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<ModelListView> ListAsync(IGrainFactory grains, ModelReports reports, ModelCatalog catalog)
    {
        var models = await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ModelsAsync();
        return new ModelListView(await Task.WhenAll(models.Select(model => ViewAsync(model, grains, reports))), catalog.WithdrawnHashes);
    }

    private static async Task<ModelView> GetAsync(string id, IGrainFactory grains, ModelReports reports)
    {
        var model = await FindAsync(id, grains);
        return await ViewAsync(model, grains, reports);
    }

    private static async Task<ModelView> ViewAsync(ModelDescription model, IGrainFactory grains, ModelReports reports) =>
        ModelView.Of(model, reports.Of(model.Name, model.Sha256), await grains.GetGrain<IModelGrain>(model.Name).CandidateAsync());

    private static async Task<PhysicalFileHttpResult> PlotAsync(string id, string file, IGrainFactory grains, ModelReports reports)
    {
        var model = await FindAsync(id, grains);
        return PlotOf(model.Name, model.Sha256, file, reports);
    }

    /// <summary>A plot of a model, or of the ensemble.</summary>
    /// <exception cref="ProblemException">It has none of that name.</exception>
    internal static PhysicalFileHttpResult PlotOf(string name, string sha256, string file, ModelReports reports)
    {
        // Only a name from our own list becomes part of a path.
        var plot = reports.Of(name, sha256).Plots.FirstOrDefault(plot => plot == file)
            ?? throw new ProblemException(Problem.PlotNotFound, $"{name} has no plot of that name; GET /api/models/{name} lists those that it has.");
        var path = reports.PathOf(plot);
        return TypedResults.PhysicalFile(path, "image/png", lastModified: File.GetLastWriteTimeUtc(path));
    }

    /// <summary>Where the plots of a model, or of the ensemble, are.</summary>
    internal static IReadOnlyList<string> PathsOf(string name, ModelReport report) => [.. report.Plots.Select(plot => $"/api/models/{name}/plots/{plot}")];

    private static async Task<ModelDescription> FindAsync(string id, IGrainFactory grains)
    {
        var ensemble = grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default);
        if ((await ensemble.NamesAsync()).Contains(id))
        {
            return await grains.GetGrain<IModelGrain>(id).DescribeAsync();
        }

        var models = await ensemble.ModelsAsync();
        return models.FirstOrDefault(model => model.Sha256 == id)
            ?? throw new ProblemException(Problem.ModelNotFound, $"No model here has this name or SHA-256; there are: {string.Join(", ", models.Select(model => model.Name))}.");
    }
}

/// <summary>What may vote here, and what may not any more.</summary>
/// <param name="Items">The models that vote.</param>
/// <param name="Withdrawn">SHA-256 of the files that are withdrawn: <c>GET /api/images?votedBy=</c> lists the images on which they voted.</param>
internal sealed record ModelListView(IReadOnlyList<ModelView> Items, IReadOnlyCollection<string> Withdrawn);

/// <summary>A model, its whole card, and what is known of its quality.</summary>
/// <param name="Figures">On patients that it was not trained on, each with its 95 % interval; <see langword="null"/> if no report scored this file.</param>
/// <param name="Plots">Paths of its plots.</param>
/// <param name="Candidate">How the new version on trial does that is to follow it; <see langword="null"/> if there is none.</param>
internal sealed record ModelView(
    string Name,
    string Sha256,
    string Task,
    string NegativeLabel,
    string PositiveLabel,
    int InputWidth,
    int InputHeight,
    JsonElement Card,
    JsonElement? Figures,
    IReadOnlyList<string> Plots,
    CandidateView? Candidate)
{
    public static ModelView Of(ModelDescription model, ModelReport report, CandidateReport? candidate) => new(
        model.Name,
        model.Sha256,
        model.Task,
        model.NegativeLabel,
        model.PositiveLabel,
        model.InputWidth,
        model.InputHeight,
        JsonElement.Parse(model.CardJson),
        report.Figures,
        ModelApi.PathsOf(model.Name, report),
        candidate is null ? null : CandidateView.Of(candidate));
}

/// <summary>A new version of a model on trial, compared with the served one.</summary>
/// <param name="ShadowShare">Share of the images on which it is compared, 0 to 1.</param>
/// <param name="CanaryShare">Share of the images on which it votes, 0 to 1.</param>
/// <param name="Images">Images on which it was compared.</param>
/// <param name="CalledOtherwise">Those that it called otherwise.</param>
/// <param name="MeanDifference">Mean absolute difference of the two probabilities; <see langword="null"/> without images, as are the two that follow.</param>
/// <param name="LargestDifference">The largest.</param>
/// <param name="TimesAsFast">Time in the served version over time in the candidate.</param>
/// <param name="Failures">Times that it failed or found no room.</param>
internal sealed record CandidateView(
    string Sha256,
    string Version,
    double ShadowShare,
    double CanaryShare,
    long Images,
    long CalledOtherwise,
    double? MeanDifference,
    double? LargestDifference,
    double? TimesAsFast,
    long Failures)
{
    public static CandidateView Of(CandidateReport report) => new(
        report.Sha256,
        report.Version,
        report.ShadowShare,
        report.CanaryShare,
        report.Figures.Images,
        report.Figures.CalledOtherwise,
        report.Figures.MeanDifference,
        report.Figures.LargestDifference,
        report.Figures.TimesAsFast,
        report.Figures.Failures);
}
