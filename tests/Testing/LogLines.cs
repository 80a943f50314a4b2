using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PathoChain.Testing;

/// <summary>Keeps every line that is logged, as "Level message".</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Written { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Written.Enqueue($"{logLevel} {formatter(state, exception)}");
    }

    public void Dispose()
    {
    }
}
