using System.Text.Json;
using PathoChain.Grains;

namespace PathoChain.Api.Models;

internal static class ModelApi
{
    public static void MapModels(this WebApplication app) => app.MapGet("/api/models", ListAsync)
        .WithTags("Models")
        .WithName("ListModels")
        .WithSummary("The models that vote, each with its card");

    private static async Task<ModelListView> ListAsync(IGrainFactory grains)
    {
        var models = await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ModelsAsync();
        return new ModelListView([.. models.Select(ModelView.Of)]);
    }
}

internal sealed record ModelListView(IReadOnlyList<ModelView> Items);

/// <summary>A model and its whole card.</summary>
internal sealed record ModelView(
    string Name, string Sha256, string Task, string NegativeLabel, string PositiveLabel, int InputWidth, int InputHeight, JsonElement Card)
{
    public static ModelView Of(ModelDescription model) => new(
        model.Name,
        model.Sha256,
        model.Task,
        model.NegativeLabel,
        model.PositiveLabel,
        model.InputWidth,
        model.InputHeight,
        JsonElement.Parse(model.CardJson));
}
