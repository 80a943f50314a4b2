namespace PathoChain.Grains.Images;

/// <summary>Remembers what an Idempotency-Key was used for. Turns are one at a time, so the first claim wins.</summary>
internal sealed class SubmissionGrain(
    [PersistentState("submission", StorageNames.Grains)] IPersistentState<SubmissionState> state) : Grain, ISubmissionGrain
{
    public Task<Submission?> GetAsync() => Task.FromResult(state.State.Submission);

    public async Task<Submission> ClaimAsync(Submission submission)
    {
        if (state.State.Submission is { } first)
        {
            return first;
        }

        await state.SaveAsync(new SubmissionState { Submission = submission });
        return submission;
    }

    public async Task SettleAsync()
    {
        if (state.State.Submission is { Image: not null } submission)
        {
            await state.SaveAsync(new SubmissionState { Submission = submission with { Image = null } });
        }
    }
}

/// <summary>What <see cref="SubmissionGrain"/> stores.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.SubmissionState")]
public sealed record SubmissionState
{
    [Id(0)] public Submission? Submission { get; init; }
}
