namespace Orleans.Runtime;

/// <summary>Who is active, and the way of every call: to the activation of its grain, which is made if there is none.</summary>
internal sealed class Catalog(SiloServices silo, GrainClasses classes) : IGrainTransport
{
    private readonly Lock _gate = new();
    private readonly Dictionary<GrainId, List<Activation>> _activations = [];
    private bool _isOpen;

    public GrainClasses Classes => classes;

    /// <summary>Every activation, as of now.</summary>
    public IReadOnlyList<Activation> Activations
    {
        get
        {
            lock (_gate)
            {
                return [.. _activations.Values.SelectMany(activations => activations)];
            }
        }
    }

    public Task<object?> CallAsync(GrainCall call)
    {
        Send(call);
        return call.ReplyAsync(silo.ResponseTimeout, silo.MessagingTime);
    }

    /// <summary>Hands a call to an activation that is free, or new, or has the least to do. Only stateless workers have more than one.</summary>
    public void Send(GrainCall call)
    {
        lock (_gate)
        {
            if (!_isOpen)
            {
                call.Fail(new SiloUnavailableException($"{call.GrainId} cannot be called: the silo does not run."));
                return;
            }

            var grainClass = classes.Get(call.GrainId.Type);
            call.IsReentrant = grainClass.IsReentrant;
            Choose(call.GrainId, grainClass).Enqueue(call);
        }
    }

    /// <summary>An activation has ended.</summary>
    public void Remove(Activation activation)
    {
        lock (_gate)
        {
            if (_activations.TryGetValue(activation.GrainId, out var workers) && workers.Remove(activation) && workers.Count == 0)
            {
                _activations.Remove(activation.GrainId);
            }
        }
    }

    /// <summary>The activations of a grain, as of now.</summary>
    public IReadOnlyList<Activation> Of(GrainId grainId)
    {
        lock (_gate)
        {
            return _activations.TryGetValue(grainId, out var workers) ? [.. workers] : [];
        }
    }

    /// <summary>Takes calls from now on.</summary>
    public void Open() => SetOpen(true);

    /// <summary>Deactivates everything, or what it can until it is cancelled, then takes no more calls. Grains may call others until they have ended.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        // Deactivating may activate others, for instance to say goodbye to them.
        while (!cancellationToken.IsCancellationRequested && Activations is { Count: > 0 } activations)
        {
            foreach (var activation in activations)
            {
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops."), cancellationToken);
            }

            await Task.WhenAll(activations.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Kill();
    }

    /// <summary>As in a crash: no call is taken or answered any more, and nothing is deactivated.</summary>
    public void Kill()
    {
        SetOpen(false);
        foreach (var activation in Activations)
        {
            activation.Kill(new SiloUnavailableException($"{activation.GrainId} is gone: its silo was killed."));
        }
    }

    private Activation Choose(GrainId grainId, GrainClass grainClass)
    {
        if (!_activations.TryGetValue(grainId, out var workers))
        {
            _activations[grainId] = workers = [];
        }

        if (workers.Find(worker => worker.Load == 0) is { } free)
        {
            return free;
        }

        if (workers.Count >= grainClass.MaxActivations)
        {
            return workers.MinBy(worker => worker.Load)!;
        }

        var activation = new Activation(grainId, grainClass, silo, this);
        workers.Add(activation);
        activation.Begin();
        return activation;
    }

    private void SetOpen(bool isOpen)
    {
        lock (_gate)
        {
            _isOpen = isOpen;
        }
    }
}
