namespace PathoChain.Architecture.Tests.Fidelity;

/// <summary>The fidelity test is worth something only if it can fail.</summary>
public sealed class ApiComparerTests
{
    [Fact]
    public void A_part_of_the_model_is_faithful() => ApiComparer.Differences(typeof(Part), typeof(Model)).Should().BeEmpty();

    [Theory]
    [InlineData(typeof(OtherKind), "interface")]
    [InlineData(typeof(OtherName), "Renamed")]
    [InlineData(typeof(OtherReturn), "Int64")]
    [InlineData(typeof(OtherParameterName), "text")]
    [InlineData(typeof(OtherDefault), "= 2")]
    [InlineData(typeof(OtherAccess), "public")]
    [InlineData(typeof(OtherSetter), "init")]
    [InlineData(typeof(OtherConstraint), "ReferenceTypeConstraint")]
    [InlineData(typeof(OtherInterface), "IDisposable")]
    public void A_difference_is_found(Type type, string sign) =>
        ApiComparer.Differences(type, typeof(Model)).Should().Contain(difference => difference.Contains(sign));

    [Fact]
    public void Enum_members_of_other_values_are_found() =>
        ApiComparer.Differences(typeof(OtherNumbers), typeof(Numbers)).Should().ContainSingle().Which.Should().Contain("Two = 3");

    [Fact]
    public void Attributes_that_may_stand_elsewhere_are_found() =>
        ApiComparer.Differences(typeof(OnMethodAttribute), typeof(OnClassAttribute)).Should().Contain(difference => difference.Contains("may stand on"));

    private enum Numbers
    {
        One = 1,
        Two = 2,
    }

    private enum OtherNumbers
    {
        One = 1,
        Two = 3,
    }

#pragma warning disable CA1822, CA1812, CA1852 // Samples, only looked at.
    private class Model
    {
        public int Value { get; set; }

        public int Read(string name, int times = 1) => name.Length * times;

        public T Make<T>()
            where T : struct => default;

        protected void Keep()
        {
        }
    }

    private class Part
    {
        public int Value { get; set; }

        public int Read(string name, int times = 1) => name.Length * times;
    }

    private interface OtherKind;

    private class OtherName
    {
        public int Renamed(string name, int times = 1) => name.Length * times;
    }

    private class OtherReturn
    {
        public long Read(string name, int times = 1) => name.Length * times;
    }

    private class OtherParameterName
    {
        public int Read(string text, int times = 1) => text.Length * times;
    }

    private class OtherDefault
    {
        public int Read(string name, int times = 2) => name.Length * times;
    }

    private class OtherAccess
    {
        public void Keep()
        {
        }
    }

    private class OtherSetter
    {
        public int Value { get; init; }
    }

    private class OtherConstraint
    {
        public T Make<T>()
            where T : class => null!;
    }

    private class OtherInterface : IDisposable
    {
        public void Dispose() => GC.SuppressFinalize(this);
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class OnClassAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OnMethodAttribute : Attribute;
#pragma warning restore CA1822, CA1812, CA1852
}
