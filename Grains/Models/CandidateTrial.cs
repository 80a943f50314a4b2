using Microsoft.Extensions.Logging;
using PathoChain.Inference;

namespace PathoChain.Grains.Models;

/// <summary>Runs a model, by its name, on an image.</summary>
internal delegate Task<Classification> Run(string model, CancellationToken cancellationToken);

/// <summary>
/// The trial of a candidate: it votes on its share of the images and is compared with the served version. Whatever it does, every image gets a vote.
/// It is used on the turns of one grain.
/// </summary>
internal sealed partial class CandidateTrial(
    ModelCard served, Candidate candidate, ICandidateGrain report, TrialMetrics metrics, ILogger logger)
{
    /// <summary>Comparisons that wait here: they are run one at a time, so that they take at most one place of the lane from images that need a result.</summary>
    private const int MostWaiting = 100;

    /// <summary>Longest wait for the candidate's vote: the served version can then still wait its 20 s before the grain call times out at 30 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task _last = Task.CompletedTask;
    private int _waiting;

    /// <summary>Card and answer of the version that votes on an image: the candidate if the image falls to it and it can, else the served one.</summary>
    /// <param name="cid">The image's CID.</param>
    /// <param name="run">Runs a model on it.</param>
    /// <param name="cancellationToken">Ends the wait for either.</param>
    public async Task<(ModelCard Card, Classification Result)> VoteAsync(string cid, Run run, CancellationToken cancellationToken)
    {
        if (!candidate.VotesOn(cid))
        {
            return (served, await run(served.Name, cancellationToken));
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        Exception failure;
        try
        {
            var result = await RunAsync(run, patience.Token);
            metrics.Voted(candidate);
            return (candidate.Card, result);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failure = exception;
        }

        // What fails with the served version too is no failure of the candidate.
        var instead = await run(served.Name, cancellationToken);
        _ = FailedAsync(failure);
        return (served, instead);
    }

    /// <summary>Has both versions run on an image and counts how they compare; the caller need not wait, for nothing is thrown.</summary>
    /// <param name="run">Runs a model on it; the version that voted is at hand and not run again.</param>
    public Task CompareAsync(Run run) => _waiting < MostWaiting
        ? _last = CompareAfterAsync(_last, run)
        : FailedAsync(new InferenceBusyException($"{MostWaiting} images wait to be compared already."));

    public async Task<CandidateReport> ReportAsync() =>
        new(candidate.Card.Sha256, candidate.Card.Version, candidate.Shares.Shadow, candidate.Shares.Canary, await report.GetAsync());

    /// <summary>How two versions compare on an image.</summary>
    public static CandidateComparison Compare(Classification served, Classification candidate) => new(
        served.Label != candidate.Label, Math.Abs(served.Probability - candidate.Probability), served.Milliseconds, candidate.Milliseconds);

    private async Task CompareAfterAsync(Task earlier, Run run)
    {
        _waiting++;
        await earlier;
        try
        {
            var byServed = await run(served.Name, CancellationToken.None);
            if (await TryAsync(run) is { } byCandidate)
            {
                var comparison = Compare(byServed, byCandidate);
                metrics.Compared(candidate, comparison.CalledOtherwise, comparison.Difference);
                await report.ComparedAsync(comparison);
            }
        }
        catch (Exception exception)
        {
            LogNotCompared(logger, exception, candidate.Name);
        }
        finally
        {
            _waiting--;
        }
    }

    private async Task<Classification?> TryAsync(Run run)
    {
        try
        {
            return await RunAsync(run, CancellationToken.None);
        }
        catch (Exception exception)
        {
            await FailedAsync(exception);
            return null;
        }
    }

    private async Task<Classification> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var result = await run(candidate.Name, cancellationToken);
        return result.Probability is >= 0 and <= 1 && double.IsFinite(result.Logit)
            ? result
            : throw new ModelException($"{candidate.Name} gives probability {result.Probability} and logit {result.Logit}, which are not usable.");
    }

    private async Task FailedAsync(Exception failure)
    {
        metrics.Failed(candidate, busy: failure is InferenceBusyException or OperationCanceledException);
        LogFailed(logger, failure, candidate.Name);
        try
        {
            await report.FailedAsync();
        }
        catch (Exception exception)
        {
            LogNotCounted(logger, exception, candidate.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Candidate {Candidate} gave nothing for an image; the result is the served version's")]
    private static partial void LogFailed(ILogger logger, Exception exception, string candidate);

    [LoggerMessage(Level = LogLevel.Information, Message = "Candidate {Candidate} could not be compared on an image")]
    private static partial void LogNotCompared(ILogger logger, Exception exception, string candidate);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A failure of candidate {Candidate} could not be counted")]
    private static partial void LogNotCounted(ILogger logger, Exception exception, string candidate);
}
