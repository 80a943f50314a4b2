namespace PathoChain.Architecture.Tests.Fidelity;

/// <summary>Finds where a type says something that its model does not: whatever compiles against the type must compile against the model.</summary>
internal static class ApiComparer
{
    /// <summary>One line for each difference; none if the type is a faithful part of its model.</summary>
    public static IEnumerable<string> Differences(Type type, Type model)
    {
        if (PublicApi.Kind(type) != PublicApi.Kind(model))
        {
            yield return $"{type.FullName} is a {PublicApi.Kind(type)} and should be a {PublicApi.Kind(model)}";
        }

        if (PublicApi.Usage(type) != PublicApi.Usage(model))
        {
            yield return $"{type.FullName} may stand on {PublicApi.Usage(type)} and should on {PublicApi.Usage(model)}";
        }

        foreach (var extra in Lineage(type).Except(Lineage(model)))
        {
            yield return $"{type.FullName} is a {extra} and should not be";
        }

        foreach (var extra in PublicApi.Declared(type).Except(PublicApi.Available(model)))
        {
            yield return $"{type.FullName} has {extra} and should not have";
        }
    }

    /// <summary>Visible base types and interfaces.</summary>
    private static IEnumerable<string> Lineage(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return PublicApi.Name(ancestor);
        }

        foreach (var contract in type.GetInterfaces().Where(contract => contract.IsVisible))
        {
            yield return PublicApi.Name(contract);
        }
    }
}
