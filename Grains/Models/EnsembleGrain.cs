using Orleans.Concurrency;
using PathoChain.Inference;

namespace PathoChain.Grains.Models;

/// <summary>Asks every model of this installation and combines their votes.</summary>
[StatelessWorker]
internal sealed class EnsembleGrain(ModelCatalog catalog, TimeProvider time) : Grain, IEnsembleGrain
{
    public async Task<EnsembleResult> ClassifyAsync(ImageReference image)
    {
        var votes = await Task.WhenAll(Members().Select(model => model.ClassifyAsync(image)));
        var decision = EnsembleVote.Combine([.. votes.Select(vote => new Vote(vote.Model, vote.Probability))], catalog);
        return new EnsembleResult(
            decision.Probability,
            decision.Label,
            votes,
            time.GetUtcNow(),
            decision.Uncertain,
            decision.Disagreement,
            decision.Warnings,
            catalog.Ensemble is { } card ? new AbstainBand(card.AbstainBand[0], card.AbstainBand[1]) : null,
            catalog.Ensemble?.Sha256);
    }

    public async Task<IReadOnlyList<ModelDescription>> ModelsAsync() =>
        await Task.WhenAll(Members().Select(model => model.DescribeAsync()));

    private IEnumerable<IModelGrain> Members() => catalog.Names.Select(name => GrainFactory.GetGrain<IModelGrain>(name));
}
