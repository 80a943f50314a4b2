using System.Reflection;

namespace PathoChain.Architecture.Tests.Fidelity;

/// <summary>A type's public and protected members as text, so that types of different assemblies can be compared.</summary>
internal static class PublicApi
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>Members that the type itself declares.</summary>
    public static IEnumerable<string> Declared(Type type) => Members(type, All | BindingFlags.DeclaredOnly);

    /// <summary>Members that the type declares or inherits.</summary>
    public static IEnumerable<string> Available(Type type) =>
        Members(type, All).Concat(type.IsInterface ? type.GetInterfaces().SelectMany(Declared) : []);

    /// <summary>What the type is: <c>sealed class</c>, <c>static class</c>, <c>interface</c>, …</summary>
    public static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => $"enum of {type.GetField("value__")!.FieldType.Name}",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    /// <summary>Where an attribute may stand; <see langword="null"/> for other types.</summary>
    public static string? Usage(Type type) => type.GetCustomAttributesData()
        .Where(attribute => attribute.AttributeType.FullName == typeof(AttributeUsageAttribute).FullName)
        .Select(attribute => string.Join(", ", attribute.ConstructorArguments.Select(argument => argument.Value)
            .Concat(attribute.NamedArguments.Where(argument => argument.TypedValue.Value is true == (argument.MemberName == "AllowMultiple"))
                .Select(argument => $"{argument.MemberName} = {argument.TypedValue.Value}"))))
        .SingleOrDefault();

    /// <summary>A type's name with its arguments, equal for equal types of different assemblies.</summary>
    public static string Name(Type type) => type switch
    {
        { IsGenericParameter: true } => $"{(type.DeclaringMethod is null ? "!" : "!!")}{type.GenericParameterPosition}",
        { IsByRef: true } => $"ref {Name(type.GetElementType()!)}",
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{type.GetGenericTypeDefinition().FullName}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.FullName!,
    };

    private static IEnumerable<string> Members(Type type, BindingFlags flags) =>
    [
        .. type.GetConstructors(flags & ~BindingFlags.Static).Where(IsVisible).Select(constructor => $"{Access(constructor)} new({Parameters(constructor)})"),
        .. type.GetMethods(flags).Where(IsVisible).Select(Text),
        .. type.GetFields(flags).Where(field => field is { IsSpecialName: false } and ({ IsPublic: true } or { IsFamily: true })).Select(Text),
    ];

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Text(FieldInfo field) =>
        field.DeclaringType!.IsEnum ? $"{field.Name} = {field.GetRawConstantValue()}" : $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}";

    private static string Text(MethodInfo method)
    {
        var isInit = method.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
        var isExtension = method.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == "ExtensionAttribute");
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Constraints))}>" : "";
        return $"{Access(method)} {(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {(isInit ? "init " : "")}"
            + $"{method.Name}{generics}({(isExtension ? "this " : "")}{Parameters(method)})";
    }

    private static string Constraints(Type parameter) =>
        $"{Name(parameter)}: {parameter.GenericParameterAttributes} {string.Join(" & ", parameter.GetGenericParameterConstraints().Select(Name).Order())}";

    // The compiler names the parameters of what it writes itself, such as a record's Equals.
    private static string Parameters(MethodBase method)
    {
        var isNamed = !method.IsSpecialName && !method.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute")
            && method.Name != nameof(Equals);
        return string.Join(", ", method.GetParameters().Select(parameter =>
            $"{Name(parameter.ParameterType)}{(isNamed || method.IsConstructor ? $" {parameter.Name}" : "")}{(parameter.IsOptional ? $" = {parameter.RawDefaultValue ?? "null"}" : "")}"));
    }
}
