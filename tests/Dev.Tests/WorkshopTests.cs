using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Tests;

public sealed class WorkshopTests
{
    [Fact]
    public void The_API_is_built_anew_when_what_MSBuild_reads_beside_it_changes() =>
        Workshop.ApiSources.Should().Contain(Directory.GetFiles(RepositoryRoot.Path, "Directory.*").Select(Path.GetFileName));
}
