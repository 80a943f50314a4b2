using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>A method of a grain interface: how to invoke it and what its attributes say.</summary>
internal abstract class GrainMethod(MethodInfo method)
{
    private static readonly ConcurrentDictionary<MethodInfo, GrainMethod> Known = new();

    /// <summary>Interface and method.</summary>
    public string Name { get; } = $"{method.DeclaringType!.Name}.{method.Name}";

    public bool AlwaysInterleaves { get; } = method.IsDefined(typeof(AlwaysInterleaveAttribute));

    public bool IsReadOnly { get; } = method.IsDefined(typeof(ReadOnlyAttribute));

    /// <exception cref="NotSupportedException">The method returns other than <see cref="Task"/> or <see cref="Task{TResult}"/>.</exception>
    public static GrainMethod Of(MethodInfo method) => Known.GetOrAdd(method, static method =>
        method.ReturnType == typeof(Task) ? new Plain(method)
        : method.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Task<>)
            ? (GrainMethod)Activator.CreateInstance(typeof(WithResult<>).MakeGenericType(type.GenericTypeArguments), method)!
            : throw new NotSupportedException($"{method.DeclaringType}.{method.Name} returns {method.ReturnType}: grain methods return Task or Task<T>."));

    /// <summary>Calls the method on a grain.</summary>
    public abstract Task<object?> InvokeAsync(object grain, object?[]? arguments);

    /// <summary>The reply as what the method returns.</summary>
    public abstract Task Typed(Task<object?> reply);

    private Task Call(object grain, object?[]? arguments) =>
        (Task)method.Invoke(grain, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;

    private sealed class Plain(MethodInfo method) : GrainMethod(method)
    {
        public override async Task<object?> InvokeAsync(object grain, object?[]? arguments)
        {
            await Call(grain, arguments);
            return null;
        }

        public override Task Typed(Task<object?> reply) => reply;
    }

    private sealed class WithResult<T>(MethodInfo method) : GrainMethod(method)
    {
        public override async Task<object?> InvokeAsync(object grain, object?[]? arguments) => await (Task<T>)Call(grain, arguments);

        public override Task Typed(Task<object?> reply) => CastAsync(reply);

        private static async Task<T> CastAsync(Task<object?> reply) => (T)(await reply.ConfigureAwait(false))!;
    }
}
