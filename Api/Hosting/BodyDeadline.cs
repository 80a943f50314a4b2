namespace PathoChain.Api.Hosting;

/// <summary>Ends bodies that keep to Kestrel's least rate and would still hold, for hours, one of the few places for those that are read into memory.</summary>
internal static class BodyDeadline
{
    /// <summary>What <paramref name="read"/> gives, whose token ends when a body has taken too long.</summary>
    /// <exception cref="BadHttpRequestException">It has: status 408.</exception>
    public static async Task<T> KeepAsync<T>(TimeSpan longest, TimeProvider time, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await read(end.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BadHttpRequestException($"The body took longer than {longest.TotalSeconds:0} s to come: send a smaller one, or over a faster line.", StatusCodes.Status408RequestTimeout);
        }
    }
}
