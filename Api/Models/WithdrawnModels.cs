using PathoChain.Grains;

namespace PathoChain.Api.Models;

/// <summary>What <c>Models:Withdrawn</c> withdraws does not vote any more, and what it said before is not shown as if it were sound.</summary>
internal sealed class WithdrawnModels(IConfiguration configuration)
{
    private const string Warning = "This model was withdrawn after it voted.";

    private readonly HashSet<string> _hashes = new(configuration.GetSection("Models:Withdrawn").Get<string[]>() ?? [], StringComparer.OrdinalIgnoreCase);

    /// <summary>The result with a warning at each vote of a model that is withdrawn.</summary>
    public EnsembleResult Mark(EnsembleResult result) => result with { Votes = [.. result.Votes.Select(Mark)] };

    private ModelVote Mark(ModelVote vote) => _hashes.Contains(vote.ModelSha256) ? vote with { Warnings = [.. vote.Warnings, Warning] } : vote;
}
