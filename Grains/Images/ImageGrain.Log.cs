using Microsoft.Extensions.Logging;

namespace PathoChain.Grains.Images;

internal sealed partial class ImageGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Classifying {Cid} failed (attempt {Attempt})")]
    private static partial void LogClassificationFailed(ILogger logger, Exception exception, string cid, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Classifying {Cid} waits ({Times} times in a row): {Reason}")]
    private static partial void LogWaits(ILogger logger, string cid, int times, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result of {Cid} could not be stored; it is computed again")]
    private static partial void LogResultNotStored(ILogger logger, Exception exception, string cid);

    [LoggerMessage(Level = LogLevel.Information, Message = "Looking for the transaction of {Cid} failed; the next look comes with back-off")]
    private static partial void LogLookFailed(ILogger logger, Exception exception, string cid);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Cid}: {Event} refused in phase {Phase}")]
    private static partial void LogRefused(ILogger logger, string cid, ImageEvent @event, ImagePhase phase);
}
