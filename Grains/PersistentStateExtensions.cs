namespace PathoChain.Grains;

internal static class PersistentStateExtensions
{
    /// <summary>Stores <paramref name="next"/>, and puts the old state back if the write throws: memory never serves what storage may not hold.</summary>
    public static async Task SaveAsync<T>(this IPersistentState<T> state, T next)
    {
        var previous = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = previous;
            throw;
        }
    }
}
