using System.Reflection;
using Orleans.Runtime;
using PathoChain.Grains;

namespace PathoChain.Architecture.Tests.Wire;

public sealed class WireTests
{
    [Fact]
    public void Everything_that_crosses_a_grain_call_has_a_serializer_an_alias_and_stable_ids()
    {
        var interfaces = typeof(IImageGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)).ToList();
        var rules = new WireRules();
        interfaces.ForEach(rules.CheckInterface);

        rules.Problems.Should().BeEmpty();
        interfaces.Should().Contain(typeof(IImageGrain));
        rules.Checked.Should().BeGreaterThan(interfaces.Count);
    }

    [Fact]
    public void Everything_that_a_grain_stores_has_a_serializer_an_alias_and_stable_ids()
    {
        var states = Assembly.Load("PathoChain.Grains").GetTypes()
            .SelectMany(type => type.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))
            .Select(parameter => parameter.ParameterType.GenericTypeArguments.Single())
            .ToList();
        var rules = new WireRules();
        states.ForEach(state => rules.CheckType(state, "stored state"));

        rules.Problems.Should().BeEmpty();
        states.Should().NotBeEmpty();
    }
}
