using PathoChain.Dev.Output;
using PathoChain.Dev.Setup;
using PathoChain.Dev.Suites;
using Spectre.Console;

namespace PathoChain.Dev.Tests;

/// <summary>What cannot be built for Orleans takes no other suite's figures along.</summary>
public sealed class OrleansTestsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_project_that_does_not_build_is_a_broken_suite()
    {
        var results = await RunAsync();

        results.Should().HaveCount(5).And.AllSatisfy(suite =>
        {
            suite.Name.Should().EndWith(".Tests on Orleans");
            suite.IsBroken.Should().BeTrue();
            suite.Remark.Should().Contain("ended with exit code 1");
        });
        new Summary(results).ToString().Should().Be("0 passed, 5 failed");
    }

    [Fact]
    public async Task Where_no_source_has_the_packages_their_suites_are_skipped()
    {
        _folder.Write("packages/none", "");
        WriteProjects();

        (await RunAsync()).Should().HaveCount(5).And.AllSatisfy(suite => suite.Remark.Should().Be("skipped: NuGet does not serve Orleans here"));
    }

    [Fact]
    public async Task Where_no_source_of_packages_answers_their_suites_are_broken_as_another_time_they_may_run()
    {
        WriteProjects();

        (await RunAsync()).Should().HaveCount(5).And.AllSatisfy(suite =>
        {
            suite.IsBroken.Should().BeTrue();
            suite.Remark.Should().Contain("NuGet does not answer");
        });
    }

    public void Dispose() => _folder.Dispose();

    private void WriteProjects()
    {
        _folder.Write("nuget.config", """<configuration><packageSources><clear/><add key="none" value="packages"/></packageSources></configuration>""");
        foreach (var name in new[] { "Runtime.Tests", "Grains.Tests", "Api.Tests", "EndToEnd.Tests", "Cluster.Tests" })
        {
            _folder.Write($"tests/{name}/{name}.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  <ItemGroup><PackageReference Include="Of.Which.There.Is.None" Version="1.0.0" /></ItemGroup>
                </Project>
                """);
        }
    }

    private Task<IReadOnlyList<SuiteResult>> RunAsync()
    {
        var checkout = new Checkout(_folder.Path);
        var steps = new Steps(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(new StringWriter()) }));
        return new OrleansTests(checkout, new DotnetTests(checkout, _folder.Path)).RunAsync(new Workshop(checkout, steps), new SuiteRunner(steps), default);
    }
}
