using Microsoft.Extensions.Logging;

namespace PathoChain.Grains.Images;

/// <summary>Erases the image: its key first, and what that leaves unreadable after it, until nothing is left.</summary>
internal sealed partial class ImageGrain
{
    public async Task<ImageStatus?> EraseAsync()
    {
        if (state.State.Image is not null)
        {
            await RemindAsync();
            if (state.State.Phase is not ImagePhase.Erased)
            {
                await SaveAsync(state.State.Erased(time.GetUtcNow()));
                StartWork();
            }

            await RemoveAsync();
        }

        return _status;
    }

    /// <summary>Removes the copies, as long as they can be removed, and the blocks, then has the models forget what they decoded, also where blocks stayed: in this order nothing is decoded after it was forgotten.</summary>
    private async Task RemoveAsync()
    {
        var wasCopying = !_copyEnd.IsCompleted;
        await StopCopyingAsync();
        var copies = await UnpinAsync();
        await SaveAsync(state.State.With(copies) with { IsRemoving = true });
        var blocks = Task.Run(() => vault.EraseAsync(Content.Cid.Parse(Cid)));
        await Task.WhenAny(blocks);
        await Task.WhenAll(blocks, ForgetAsync());
        await SaveAsync(state.State with { Image = state.State.Image! with { PixelFingerprint = null }, IsRemoving = wasCopying || copies.Any(IsConfigured) }); // a service may come to what it was sent only later
    }

    private async Task ForgetAsync()
    {
        if (state.State.Image!.PixelFingerprint is { } pixels)
        {
            await GrainFactory.GetGrain<ISamePixelsGrain>(pixels).RemoveAsync(Cid);
        }

        var names = await GrainFactory.GetGrain<IEnsembleGrain>(EnsembleNames.Default).NamesAsync();
        await Task.WhenAll(names.Select(name => GrainFactory.GetGrain<IModelGrain>(name).ForgetAsync(Cid)));
    }

    private async Task GoOnRemovingAsync()
    {
        try
        {
            await RemoveAsync();
        }
        catch (Exception exception)
        {
            LogNotRemoved(logger, exception, Cid);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key of {Cid} is destroyed, but not all that was left of it could be removed; it is tried again each minute")]
    private static partial void LogNotRemoved(ILogger logger, Exception exception, string cid);
}
