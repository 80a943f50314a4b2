using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace PathoChain.Architecture.Tests.Wire;

/// <summary>
/// What may cross a grain call or be stored: known immutable types, and types of ours with a serializer, an alias and stable ids, all the way down.
/// </summary>
internal sealed class WireRules
{
    private static readonly HashSet<Type> Known =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(Uri),
        typeof(CancellationToken), typeof(TickStatus),
    ];

    private static readonly HashSet<Type> KnownGenerics =
        [typeof(Nullable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyDictionary<,>), typeof(KeyValuePair<,>)];

    private readonly HashSet<Type> _seen = [];
    private readonly Dictionary<string, Type> _aliases = [];

    /// <summary>One line for each rule that was broken.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Types of ours that were checked.</summary>
    public int Checked => _aliases.Count;

    /// <summary>Checks a grain interface: its methods and all that crosses them.</summary>
    public void CheckInterface(Type grainInterface)
    {
        CheckAlias(grainInterface);
        var methods = grainInterface.GetMethods();
        foreach (var method in methods)
        {
            if (!method.IsDefined(typeof(AliasAttribute)))
            {
                Problems.Add($"{grainInterface.Name}.{method.Name} has no [Alias]");
            }

            foreach (var type in method.GetParameters().Select(parameter => parameter.ParameterType).Append(Result(method)))
            {
                CheckType(type, $"{grainInterface.Name}.{method.Name}");
            }
        }

        foreach (var same in methods.Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias).OfType<string>().GroupBy(alias => alias).Where(group => group.Count() > 1))
        {
            Problems.Add($"{grainInterface.Name} has two methods with alias {same.Key}");
        }
    }

    /// <summary>Checks a type and all that is in it.</summary>
    public void CheckType(Type type, string where)
    {
        if (type.IsPrimitive || type == typeof(void) || Known.Contains(type) || IsGrain(type) || !_seen.Add(type))
        {
            return;
        }

        if (type.IsGenericType && KnownGenerics.Contains(type.GetGenericTypeDefinition()))
        {
            Array.ForEach(type.GetGenericArguments(), argument => CheckType(argument, where));
            return;
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            Problems.Add($"{where}: {type} is neither a known immutable type nor [GenerateSerializer]");
            return;
        }

        CheckAlias(type);
        if (!type.IsEnum)
        {
            CheckMembers(type);
        }
    }

    private static bool IsGrain(Type type) => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type);

    private static Type Result(MethodInfo method) =>
        method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>) ? method.ReturnType.GenericTypeArguments[0]
        : method.ReturnType == typeof(Task) ? typeof(void)
        : method.ReturnType;

    private void CheckAlias(Type type)
    {
        if (type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias is not { } alias)
        {
            Problems.Add($"{type.Name} has no [Alias]");
        }
        else if (!_aliases.TryAdd(alias, type) && _aliases[alias] != type)
        {
            Problems.Add($"{type.Name} and {_aliases[alias].Name} have the same alias {alias}");
        }
    }

    private void CheckMembers(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            CheckType(parent, type.Name);
        }

        var ids = new Dictionary<uint, string>();
        foreach (var member in Stored(type))
        {
            if (member.GetCustomAttribute<IdAttribute>() is { } id)
            {
                if (!ids.TryAdd(id.Id, member.Name))
                {
                    Problems.Add($"{type.Name}.{member.Name} has the id {id.Id} of {ids[id.Id]}");
                }
            }
            else if (!IsPositional(member))
            {
                Problems.Add($"{type.Name}.{member.Name} has no [Id]");
            }

            if (IsSettable(member))
            {
                Problems.Add($"{type.Name}.{member.Name} can be set after construction: calls in one process share the object");
            }

            CheckType(member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType, $"{type.Name}.{member.Name}");
        }
    }

    /// <summary>Members that hold something: fields, and properties with a field behind them.</summary>
    private static IEnumerable<MemberInfo> Stored(Type type)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var fields = type.GetFields(declared);
        var backed = fields.Where(field => field.IsDefined(typeof(CompilerGeneratedAttribute))).Select(field => field.Name).ToHashSet();
        return
        [
            .. fields.Where(field => !backed.Contains(field.Name)),
            .. type.GetProperties(declared).Where(property => backed.Contains($"<{property.Name}>k__BackingField")),
        ];
    }

    /// <summary>A record's primary constructor numbers its parameters itself.</summary>
    private static bool IsPositional(MemberInfo member) =>
        member is PropertyInfo property
        && member.DeclaringType!.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null
        && member.DeclaringType.GetConstructors().Any(constructor =>
            constructor.GetParameters().Any(parameter => parameter.Name == member.Name && parameter.ParameterType == property.PropertyType));

    private static bool IsSettable(MemberInfo member) => member switch
    {
        FieldInfo field => !field.IsInitOnly,
        PropertyInfo { SetMethod: { } setter } => !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)),
        _ => false,
    };
}
