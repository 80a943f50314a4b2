namespace PathoChain.Grains.Models;

/// <summary>Counts how a candidate does, so that a restart loses nothing.</summary>
internal sealed class CandidateGrain(
    [PersistentState("candidate", StorageNames.Grains)] IPersistentState<CandidateState> state) : Grain, ICandidateGrain
{
    public Task ComparedAsync(CandidateComparison comparison) => state.SaveAsync(state.State.With(comparison));

    public Task FailedAsync() => state.SaveAsync(state.State with { Failures = state.State.Failures + 1 });

    public Task<CandidateFigures> GetAsync() => Task.FromResult(state.State.ToFigures());
}
