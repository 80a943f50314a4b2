using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PathoChain.Content;

/// <summary>Calls a pinning service by HTTP, once each time; time and size are bounded, and whoever calls tries again.</summary>
/// <param name="http">Sends the requests. It should follow no redirects, and its own timeout should be longer than <paramref name="timeout"/>.</param>
/// <param name="service">What errors call the service: its name and where it is, without any secret.</param>
/// <param name="timeout">Time that one call may take, connection included.</param>
internal sealed class ServiceCall(HttpClient http, string service, TimeSpan timeout)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <param name="request">Disposed when the call is over.</param>
    /// <param name="what">What the request does, for errors.</param>
    /// <param name="maxBytes">Most bytes of an answer that are read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PinningException">There is no answer, or a longer one, or the service is asked too often.</exception>
    public async Task<ServiceAnswer> SendAsync(HttpRequestMessage request, string what, long maxBytes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using (request)
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                await response.Content.LoadIntoBufferAsync(maxBytes, limit.Token);
                var answer = new ServiceAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(limit.Token));
                return answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
                    ? throw Failed(what, $"it is asked too often, or too busy (HTTP {(int)answer.Status}).", WaitOf(response.Headers.RetryAfter))
                    : answer;
            }
        }
        catch (OperationCanceledException canceled) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(what, $"no answer within {timeout.TotalSeconds:0.###} s.", cause: canceled);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Failed(what, $"the answer is longer than the {maxBytes} bytes it may have.", cause: failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Failed(what, $"{failure.Message.TrimEnd('.')}. Check the address and the network.", cause: failure);
        }
    }

    /// <summary>As long as a service wants to be left alone, in seconds or until a date, but no longer than <see cref="LongestWait"/>.</summary>
    private static TimeSpan? WaitOf(RetryConditionHeaderValue? after) =>
        (after?.Delta ?? after?.Date - DateTimeOffset.UtcNow) is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)) : null;

    public PinningException Failed(string what, string why, TimeSpan? retryAfter = null, Exception? cause = null) => new($"{service}, {what}: {why}", retryAfter, cause);

    /// <summary>That an answer is none that the service's interface has.</summary>
    public PinningException Unexpected(string what, ServiceAnswer answer, Exception? cause = null) =>
        Failed(what, answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"access was refused (HTTP {(int)answer.Status}): check the key in the settings, and what it may do.",
            _ => $"the answer (HTTP {(int)answer.Status}) is not one to this call: {answer.Quote}",
        }, cause: cause);

    /// <exception cref="PinningException">The answer says that the call did not succeed.</exception>
    public ServiceAnswer Expect(string what, ServiceAnswer answer) => answer.IsSuccess ? answer : throw Unexpected(what, answer);

    /// <summary>Reads what a call that succeeded answered.</summary>
    /// <exception cref="PinningException">It did not, or the answer is not the JSON that is read.</exception>
    public T Read<T>(string what, ServiceAnswer answer, Func<JsonElement, T> read)
    {
        try
        {
            return read(JsonElement.Parse(Expect(what, answer).Body));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unexpected(what, answer, exception);
        }
    }
}
