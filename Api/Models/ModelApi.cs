using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.Problems;
using PathoChain.Grains;

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

    private static async Task<ModelListView> ListAsync(IGrainFactory grains, ModelReports reports)
    {
        var models = await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ModelsAsync();
        return new ModelListView([.. models.Select(model => ModelView.Of(model, reports.Of(model.Name, model.Sha256)))]);
    }

    private static async Task<ModelView> GetAsync(string id, IGrainFactory grains, ModelReports reports)
    {
        var model = await FindAsync(id, grains);
        return ModelView.Of(model, reports.Of(model.Name, model.Sha256));
    }

    private static async Task<PhysicalFileHttpResult> PlotAsync(string id, string file, IGrainFactory grains, ModelReports reports)
    {
        var model = await FindAsync(id, grains);

        // Only a name from our own list becomes part of a path.
        var plot = reports.Of(model.Name, model.Sha256).Plots.FirstOrDefault(plot => plot == file)
            ?? throw new ProblemException(Problem.PlotNotFound, $"{model.Name} has no plot of that name; GET /api/models/{model.Name} lists those that it has.");
        var path = reports.PathOf(plot);
        return TypedResults.PhysicalFile(path, "image/png", lastModified: File.GetLastWriteTimeUtc(path));
    }

    private static async Task<ModelDescription> FindAsync(string id, IGrainFactory grains)
    {
        var models = await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ModelsAsync();
        return models.FirstOrDefault(model => model.Name == id || model.Sha256 == id)
            ?? throw new ProblemException(Problem.ModelNotFound, $"No model here has this name or SHA-256; there are: {string.Join(", ", models.Select(model => model.Name))}.");
    }
}

internal sealed record ModelListView(IReadOnlyList<ModelView> Items);

/// <summary>A model, its whole card, and what is known of its quality.</summary>
/// <param name="Figures">On patients that it was not trained on, each with its 95 % interval; <see langword="null"/> if no report scored this file.</param>
/// <param name="Plots">Paths of its plots.</param>
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
    IReadOnlyList<string> Plots)
{
    public static ModelView Of(ModelDescription model, ModelReport report) => new(
        model.Name,
        model.Sha256,
        model.Task,
        model.NegativeLabel,
        model.PositiveLabel,
        model.InputWidth,
        model.InputHeight,
        JsonElement.Parse(model.CardJson),
        report.Figures,
        [.. report.Plots.Select(plot => $"/api/models/{model.Name}/plots/{plot}")]);
}
