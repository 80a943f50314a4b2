using Microsoft.ML.OnnxRuntime;

namespace PathoChain.Inference;

/// <summary>
/// A session that any number of runs share, and that is freed by the last of them: a process that ends does not wait for its runs, and ONNX Runtime
/// aborts the process when a session is freed under a run.
/// </summary>
internal sealed class SharedSession(InferenceSession session) : IDisposable
{
    private readonly InferenceSession _session = session;
    private readonly RunOptions _options = new();
    private readonly Lock _gate = new();
    private int _loans;
    private bool _ended;

    /// <summary>Holds the session until the loan is disposed, which has to be after what it gave.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Loan Borrow()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _loans++;
            return new Loan(this);
        }
    }

    /// <summary>Lends no more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _ended = true;
                FreeUnlessLent();
            }
        }
    }

    private void Return()
    {
        lock (_gate)
        {
            _loans--;
            FreeUnlessLent();
        }
    }

    private void FreeUnlessLent()
    {
        if (_ended && _loans == 0)
        {
            _session.Dispose();
            _options.Dispose();
        }
    }

    internal readonly struct Loan(SharedSession owner) : IDisposable
    {
        public IDisposableReadOnlyCollection<OrtValue> Run(string name, OrtValue input, IReadOnlyCollection<string> outputs) =>
            owner._session.Run(owner._options, [name], [input], outputs);

        public void Dispose() => owner.Return();
    }
}
