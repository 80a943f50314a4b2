using PathoChain.Registry;

namespace PathoChain.Api.Problems;

internal static class ChainAnswer
{
    /// <summary>What the chain's node answers.</summary>
    /// <param name="answer">What is asked.</param>
    /// <param name="otherwise">What cannot be told without it: a sentence without its full stop.</param>
    /// <exception cref="ProblemException">The node gives no answer.</exception>
    public static async Task<T> OrUnavailableAsync<T>(this Task<T> answer, string otherwise)
    {
        try
        {
            return await answer;
        }
        catch (RegistryException failure)
        {
            throw new ProblemException(Problem.ChainUnavailable, $"{otherwise}: {failure.Message}");
        }
    }
}
