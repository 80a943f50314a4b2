using System.Xml.Linq;

namespace PathoChain.Architecture.Tests.Dependencies;

public sealed class DependencyTests
{
    [Fact]
    public void Projects_reference_only_what_the_design_allows()
    {
        var projects = Files("*.csproj").Where(file => !Path.GetRelativePath(RepositoryRoot.Path, file).StartsWith("tests", StringComparison.Ordinal)).ToList();

        projects.Should().HaveCountGreaterThan(8);
        projects.SelectMany(file => DependencyRules.Problems(Path.GetFileNameWithoutExtension(file), XDocument.Load(file))).Should().BeEmpty();
    }

    [Fact]
    public void In_the_Api_only_Program_knows_the_silo() =>
        Files("*.cs", "Api").Where(file => Path.GetFileName(file) != "Program.cs" && File.ReadAllText(file).Contains("PathoChain.Silo", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Theory]
    [InlineData("Registry", "../Content/Content.csproj", "Registry references Content")]
    [InlineData("Content", "..\\Grains\\Grains.csproj", "Content references Grains")]
    [InlineData("Api", "../Grains/Grains.csproj", "Api references Grains")]
    [InlineData("Surprise", "../Grains/Grains.csproj", "Surprise is not in the table: add it there and in docs/design.md, section 3")]
    public void A_reference_against_the_design_is_found(string project, string reference, string problem)
    {
        var file = new XDocument(new XElement("Project", new XElement("ItemGroup", new XElement("ProjectReference", new XAttribute("Include", reference)))));

        DependencyRules.Problems(project, file).Should().Equal(problem);
    }

    [Fact]
    public void A_reference_along_the_design_is_fine() =>
        DependencyRules.Problems("Silo", XDocument.Parse("""<Project><ItemGroup><ProjectReference Include="../Grains/Grains.csproj" /></ItemGroup></Project>"""))
            .Should().BeEmpty();

    private static IEnumerable<string> Files(string pattern, string folder = "") =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden })
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj", "node_modules"]).Any());
}
