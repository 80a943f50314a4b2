using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>How an activation begins and ends.</summary>
internal sealed partial class Activation
{
    private AsyncServiceScope _scope;

    /// <summary>Constructs the grain, reads its state, lets it prepare itself, and starts what waits. If that fails, what waits fails with it.</summary>
    public void Begin()
    {
        // Whoever happened to call first must not lend its trace to the whole life of the grain.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Factory.StartNew(ActivateAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler);
        }
    }

    /// <inheritdoc/>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_end is not null || _phase is Phase.Gone)
            {
                return;
            }

            _end = deactivationReason;
            if (_phase is Phase.Ready)
            {
                BeginEnd(cancellationToken);
            }
        }
    }

    /// <summary>Deactivates if the activation has been idle for <paramref name="age"/>, unless its class is always active.</summary>
    public void Collect(TimeSpan age)
    {
        if (Idle >= age && !_class.IsAlwaysActive)
        {
            Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Idle for {age} or longer."));
        }
    }

    /// <summary>After state that another writer overtook, memory no longer says what storage says: the next call starts from storage.</summary>
    public void AfterFailure(Exception exception)
    {
        if (exception is InconsistentStateException { IsSourceActivation: true } overtaken)
        {
            overtaken.IsSourceActivation = false;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "Its state was overtaken by another writer."));
        }
    }

    /// <summary>The silo is gone: nothing more starts, what waits fails, and nothing is said goodbye to.</summary>
    public void Kill(Exception reason)
    {
        foreach (var turn in Leave())
        {
            turn.Fail(reason);
        }
    }

    private async Task ActivateAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(_silo.Collection.ActivationTimeout);
            _scope = _silo.Services.CreateAsyncScope();
            var states = _class.CreateStates(GrainId, ActivationServices);
            var grain = Construct(states);
            GrainInstance = grain;
            foreach (var state in states)
            {
                await state.ReadStateAsync().WaitAsync(limit.Token);
            }

            await grain.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            LogActivationFailed(_logger, exception, GrainId);
            _catalog.Remove(this);
            foreach (var turn in Leave())
            {
                turn.Fail(exception);
            }

            await _scope.DisposeAsync();
            return;
        }

        lock (_gate)
        {
            if (_phase is Phase.Activating)
            {
                _phase = Phase.Ready;
                Pump();
                if (_end is not null)
                {
                    BeginEnd(CancellationToken.None);
                }
            }
        }
    }

    private Grain Construct(IReadOnlyList<PersistentState> states)
    {
        _beingConstructed = this;
        try
        {
            return _class.Create(ActivationServices, states);
        }
        finally
        {
            _beingConstructed = null;
        }
    }

    private void BeginEnd(CancellationToken cancellationToken)
    {
        _phase = Phase.Ending;
        CompleteDrain();
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Factory.StartNew(() => EndAsync(cancellationToken), CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler);
        }
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_silo.Collection.DeactivationTimeout);
        try
        {
            StopTimers();
            await _drained.Task.WaitAsync(limit.Token);
            await ((Grain)GrainInstance!).OnDeactivateAsync(_end!.Value, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            LogDeactivationFailed(_logger, exception, GrainId);
        }

        _catalog.Remove(this);
        foreach (var turn in Leave())
        {
            turn.Displaced(_catalog);
        }

        await _scope.DisposeAsync();
    }

    private List<Turn> Leave()
    {
        StopTimers();
        lock (_gate)
        {
            _phase = Phase.Gone;
            List<Turn> left = [.. _interleaving, .. _waiting];
            _interleaving.Clear();
            _waiting.Clear();
            _deactivated.TrySetResult();
            return left;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} could not be activated")]
    private static partial void LogActivationFailed(ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} did not deactivate cleanly; it ends all the same")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception exception, GrainId grain);
}
