using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>State of a grain: read before its first request, written when the grain says so.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
