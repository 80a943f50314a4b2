using Orleans.Concurrency;

namespace PathoChain.Architecture.Tests.Wire;

/// <summary>The wire test is worth something only if it can fail.</summary>
public sealed class WireRulesTests
{
    [Fact]
    public void A_good_interface_breaks_no_rule()
    {
        var rules = new WireRules();
        rules.CheckInterface(typeof(IGood));

        rules.Problems.Should().BeEmpty();
        rules.Checked.Should().Be(4);
    }

    [Theory]
    [InlineData(typeof(INoAlias), "INoAlias has no [Alias]")]
    [InlineData(typeof(INoAlias), "INoAlias.MethodAsync has no [Alias]")]
    [InlineData(typeof(ISameAlias), "two methods with alias Same")]
    [InlineData(typeof(IMutable), "System.Byte[] is neither")]
    [InlineData(typeof(IMutable), "List`1[System.String] is neither")]
    [InlineData(typeof(IDeep), "Unmarked is neither")]
    [InlineData(typeof(IDeep), "Nested and Deep have the same alias deep")]
    public void A_bad_interface_breaks_a_rule(Type grainInterface, string problem)
    {
        var rules = new WireRules();
        rules.CheckInterface(grainInterface);

        rules.Problems.Should().Contain(line => line.Contains(problem));
    }

    [Theory]
    [InlineData(typeof(NoAlias), "NoAlias has no [Alias]")]
    [InlineData(typeof(NoId), "NoId.Text has no [Id]")]
    [InlineData(typeof(SameId), "SameId.Other has the id 0 of Text")]
    [InlineData(typeof(Settable), "Settable.Text can be set")]
    [InlineData(typeof(PlainClass), "PlainClass.Text has no [Id]")]
    [InlineData(typeof(BadEnum), "BadEnum has no [Alias]")]
    public void A_bad_type_breaks_a_rule(Type type, string problem)
    {
        var rules = new WireRules();
        rules.CheckType(type, "here");

        rules.Problems.Should().ContainSingle().Which.Should().Contain(problem);
    }

    [Alias("good")]
    private interface IGood : IGrainWithStringKey
    {
        [Alias("A"), ReadOnly]
        Task<Good?> MethodAsync(IReadOnlyList<GoodEnum> list, TimeSpan? time, CancellationToken cancellationToken);

        [Alias("B")]
        Task OtherAsync(GoodState state);
    }

    private interface INoAlias : IGrainWithStringKey
    {
        Task MethodAsync();
    }

    [Alias("same")]
    private interface ISameAlias : IGrainWithStringKey
    {
        [Alias("Same")]
        Task OneAsync();

        [Alias("Same")]
        Task TwoAsync();
    }

    [Alias("mutable")]
    private interface IMutable : IGrainWithStringKey
    {
        [Alias("Method")]
        Task<List<string>> MethodAsync(byte[] bytes);
    }

    [Alias("IDeep")]
    private interface IDeep : IGrainWithStringKey
    {
        [Alias("Method")]
        Task<IReadOnlyDictionary<string, Deep>> MethodAsync();
    }

    [GenerateSerializer, Alias("goodEnum")]
    private enum GoodEnum
    {
        One,
    }

    [GenerateSerializer]
    private enum BadEnum
    {
        One,
    }

    [GenerateSerializer, Alias("goodRecord")]
    private sealed record Good(string Text, int? Number);

    [GenerateSerializer, Alias("goodState")]
    private sealed record GoodState
    {
        [Id(0)] public string Text { get; init; } = "";

        [Id(1)] public GoodEnum Kind { get; init; }

        public int Computed => Text.Length;
    }

    [GenerateSerializer, Alias("deep")]
    private sealed record Deep(IReadOnlyList<Nested> All);

    [GenerateSerializer, Alias("deep")]
    private sealed record Nested(Unmarked Inner);

    private sealed record Unmarked(string Text);

    [GenerateSerializer]
    private sealed record NoAlias(string Text);

    [GenerateSerializer, Alias("noId")]
    private sealed record NoId(int Number)
    {
        public string Text { get; init; } = "";
    }

    [GenerateSerializer, Alias("sameId")]
    private sealed record SameId
    {
        [Id(0)] public string Text { get; init; } = "";

        [Id(0)] public string Other { get; init; } = "";
    }

    [GenerateSerializer, Alias("settable")]
    private sealed record Settable
    {
        [Id(0)] public string Text { get; set; } = "";
    }

    [GenerateSerializer, Alias("plain")]
    private sealed class PlainClass(string text)
    {
        public string Text { get; } = text;
    }
}
