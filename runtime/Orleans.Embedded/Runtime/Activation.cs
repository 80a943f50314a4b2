using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>
/// One grain object in memory. Its scheduler runs one piece of its code at a time; its queue decides which turn may start: a turn that does not interleave
/// waits until the one before it has ended, awaits and all.
/// </summary>
internal sealed partial class Activation : IGrainContext
{
    [ThreadStatic]
    private static Activation? _beingConstructed;

    private readonly Lock _gate = new();
    private readonly Queue<Turn> _waiting = new();
    private readonly Queue<Turn> _interleaving = new();
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GrainClass _class;
    private readonly SiloServices _silo;
    private readonly Catalog _catalog;
    private readonly ILogger _logger;
    private Phase _phase = Phase.Activating;
    private DeactivationReason? _end;
    private int _running;
    private int _exclusive;
    private int _readOnly;
    private long _lastUsed;

    public Activation(GrainId grainId, GrainClass grainClass, SiloServices silo, Catalog catalog)
    {
        (GrainId, _class, _silo, _catalog) = (grainId, grainClass, silo, catalog);
        _logger = silo.LoggerFactory.CreateLogger(grainClass.Class);
        _lastUsed = silo.IdleTime.GetTimestamp();
    }

    private enum Phase
    {
        Activating,
        Ready,
        Ending,
        Gone,
    }

    /// <summary>The activation whose grain's constructor runs on this thread.</summary>
    public static Activation? BeingConstructed => _beingConstructed;

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public Task Deactivated => _deactivated.Task;

    /// <summary>Runs the activation's code, one piece at a time.</summary>
    public TaskScheduler Scheduler { get; } = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    /// <summary>Turns that run or wait.</summary>
    public int Load
    {
        get
        {
            lock (_gate)
            {
                return _running + _waiting.Count + _interleaving.Count;
            }
        }
    }

    /// <summary>Since when the activation has had nothing to do; zero while it has.</summary>
    public TimeSpan Idle => Load > 0 ? TimeSpan.Zero : _silo.IdleTime.GetElapsedTime(Volatile.Read(ref _lastUsed));

    public static Activation Of(IGrainBase grain) => (Activation)grain.GrainContext;

    public TGrainInterface Reference<TGrainInterface>() => GrainProxy.Create<TGrainInterface>(_catalog, GrainId);

    /// <summary>Runs a turn now or when it may.</summary>
    public void Enqueue(Turn turn)
    {
        lock (_gate)
        {
            (turn.Interleaves ? _interleaving : _waiting).Enqueue(turn);
            Pump();
        }
    }

    /// <summary>A turn has ended: the next may start.</summary>
    public void Finished(Turn turn)
    {
        lock (_gate)
        {
            _running--;
            if (!turn.Interleaves)
            {
                _exclusive--;
                _readOnly -= turn.IsReadOnly ? 1 : 0;
            }

            if (turn.KeepsAlive)
            {
                Volatile.Write(ref _lastUsed, _silo.IdleTime.GetTimestamp());
            }

            Pump();
            CompleteDrain();
        }
    }

    private void Pump()
    {
        if (_phase is not Phase.Ready)
        {
            return;
        }

        while (_interleaving.TryDequeue(out var turn))
        {
            Start(turn);
        }

        while (_waiting.TryPeek(out var next) && (next.IsAbandoned || _exclusive == 0 || (next.IsReadOnly && _readOnly == _exclusive)))
        {
            Start(_waiting.Dequeue());
        }
    }

    private void Start(Turn turn)
    {
        if (turn.IsAbandoned)
        {
            return;
        }

        _running++;
        if (!turn.Interleaves)
        {
            _exclusive++;
            _readOnly += turn.IsReadOnly ? 1 : 0;
        }

        turn.Start(this);
    }

    private void CompleteDrain()
    {
        if (_phase is Phase.Ending && _running == 0)
        {
            _drained.TrySetResult();
        }
    }
}
