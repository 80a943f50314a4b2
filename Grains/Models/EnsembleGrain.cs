using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using PathoChain.Inference;

namespace PathoChain.Grains.Models;

/// <summary>
/// Asks every model of this installation and combines their votes; then has candidates compared, which nobody waits for. It keeps nothing, so calls
/// interleave: they wait where the models run, in lanes, and not here in the order in which they came.
/// </summary>
[Reentrant, StatelessWorker(1)] // Of several workers, Orleans tells any of them that a call is cancelled, not the one that runs it (dotnet/orleans#9877).
internal sealed partial class EnsembleGrain(
    ModelCatalog catalog, CandidateCatalog candidates, TimeProvider time, ILogger<EnsembleGrain> logger) : Grain, IEnsembleGrain
{
    public async Task<EnsembleResult> ClassifyAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var votes = await Task.WhenAll(Members().Select(model => model.ClassifyAsync(image, cancellationToken)));
        var decision = EnsembleVote.Combine([.. votes.Select(vote => VoteOf(vote, catalog, candidates))], catalog);
        foreach (var candidate in candidates.All.Where(each => each.IsComparedOn(image.Cid)))
        {
            _ = CompareAsync(candidate, image);
        }

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

    public Task<IReadOnlyList<string>> NamesAsync() => Task.FromResult(catalog.Names);

    public async Task<IReadOnlyList<ModelDescription>> ModelsAsync() =>
        await Task.WhenAll(Members().Select(model => model.DescribeAsync()));

    public Task<EnsembleDescription?> DescribeAsync() =>
        Task.FromResult(catalog.Ensemble is { } card ? new EnsembleDescription(card.Sha256, card.Json) : null);

    private IEnumerable<IModelGrain> Members() => catalog.Names.Select(name => GrainFactory.GetGrain<IModelGrain>(name));

    /// <summary>The vote of the version that is served here, or of the one that is on trial.</summary>
    /// <exception cref="ModelException">Another silo, whose models are not ours yet or any more, ran a third version, or one that is withdrawn here.</exception>
    internal static Vote VoteOf(ModelVote vote, ModelCatalog catalog, CandidateCatalog candidates) => vote.ModelSha256 switch
    {
        var withdrawn when catalog.IsWithdrawn(withdrawn) =>
            throw new ModelException($"{withdrawn}, which is withdrawn, voted as {vote.Model}: withdraw it on every silo."),
        var served when served == catalog[vote.Model].Sha256 => new Vote(vote.Model, vote.Probability, Trial: null),
        var tried when tried == candidates.Of(vote.Model)?.Card.Sha256 => new Vote(vote.Model, vote.Probability, new TrialVote(tried, vote.Label)),
        var other => throw new ModelException($"{other}, which is neither served nor on trial here, voted as {vote.Model}: have the same models on every silo."),
    };

    private async Task CompareAsync(Candidate candidate, ImageReference image)
    {
        try
        {
            await GrainFactory.GetGrain<IModelGrain>(candidate.Card.Name).CompareAsync(image);
        }
        catch (Exception exception)
        {
            LogNotCompared(logger, exception, candidate.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Candidate {Candidate} could not be told of an image")]
    private static partial void LogNotCompared(ILogger logger, Exception exception, string candidate);
}
