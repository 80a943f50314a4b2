using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.Problems;
using PathoChain.Grains;

namespace PathoChain.Api.Models;

/// <summary>How the models of this installation vote together, at an address like that of a model, whose name no model can have.</summary>
internal static class EnsembleApi
{
    private const string Name = "ensemble";

    public static void MapEnsemble(this WebApplication app)
    {
        var ensemble = app.MapGroup($"/api/models/{Name}").WithTags("Models");

        ensemble.MapGet("", GetAsync)
            .WithName("GetEnsemble")
            .WithSummary("How the models vote together: the ensemble's card, figures and plots")
            .ProducesProblem(StatusCodes.Status404NotFound);

        ensemble.MapGet("/plots/{file}", PlotAsync)
            .WithName("GetEnsemblePlot")
            .WithSummary("A plot of the ensemble, as PNG")
            .Produces(StatusCodes.Status200OK, contentType: "image/png")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<EnsembleView> GetAsync(IGrainFactory grains, ModelReports reports)
    {
        var ensemble = await FindAsync(grains);
        var report = reports.Of(Name, ensemble.Sha256);
        return new EnsembleView(ensemble.Sha256, JsonElement.Parse(ensemble.CardJson), report.Figures, ModelApi.PathsOf(Name, report));
    }

    private static async Task<PhysicalFileHttpResult> PlotAsync(string file, IGrainFactory grains, ModelReports reports)
    {
        var ensemble = await FindAsync(grains);
        return ModelApi.PlotOf(Name, ensemble.Sha256, file, reports);
    }

    private static async Task<EnsembleDescription> FindAsync(IGrainFactory grains) =>
        await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).DescribeAsync()
            ?? throw new ProblemException(
                Problem.NoEnsemble,
                "The plain mean of the models' votes decides: no ensemble.json lies beside them, or a member of it is withdrawn; models/combine.py writes it anew.");
}

/// <summary>The ensemble, its whole card, and what is known of its quality.</summary>
/// <param name="Sha256">SHA-256 of its card, which each of its results names.</param>
/// <param name="Card">Weight of each member, temperature, threshold, band in which no call is made, and metrics.</param>
/// <param name="Figures">On patients that no member was trained on, each with its 95 % interval; <see langword="null"/> if no report scored this card.</param>
/// <param name="Plots">Paths of its plots.</param>
internal sealed record EnsembleView(string Sha256, JsonElement Card, JsonElement? Figures, IReadOnlyList<string> Plots);
