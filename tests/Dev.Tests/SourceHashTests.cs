using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Tests;

public sealed class SourceHashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SourceHashTests()
    {
        _folder.Write("a/one.cs", "one");
        _folder.Write("a/deep/two.cs", "two");
        _folder.Write("lock.json", "{}");
    }

    [Fact]
    public void The_same_sources_have_the_same_hash() => Hash().Should().Be(Hash());

    [Theory]
    [InlineData("a/one.cs")]
    [InlineData("a/deep/two.cs")]
    [InlineData("a/new.cs")]
    [InlineData("lock.json")]
    public void A_changed_or_new_file_changes_the_hash(string file)
    {
        var before = Hash();
        _folder.Write(file, "changed");
        Hash().Should().NotBe(before);
    }

    [Fact]
    public void A_renamed_or_removed_file_changes_the_hash()
    {
        var hashes = new HashSet<string> { Hash() };
        File.Move(Path.Combine(_folder.Path, "a/one.cs"), Path.Combine(_folder.Path, "a/uno.cs"));
        hashes.Add(Hash()).Should().BeTrue();
        File.Delete(Path.Combine(_folder.Path, "a/uno.cs"));
        hashes.Add(Hash()).Should().BeTrue();
    }

    [Theory]
    [InlineData("a/bin/out.dll")]
    [InlineData("a/obj/project.assets.json")]
    [InlineData("a/node_modules/x/index.js")]
    [InlineData("a/dist/index.html")]
    [InlineData("a/app.tsbuildinfo")]
    [InlineData("elsewhere/three.cs")]
    public void Build_products_and_what_was_not_named_do_not_count(string file)
    {
        var before = Hash();
        _folder.Write(file, "product");
        Hash().Should().Be(before);
    }

    [Fact]
    public void A_setting_counts() => Hash("ActorRuntime=Orleans").Should().NotBe(Hash("ActorRuntime="));

    public void Dispose() => _folder.Dispose();

    private string Hash(params string[] settings) => SourceHash.Of(_folder.Path, ["a", "lock.json", "missing"], settings);
}
