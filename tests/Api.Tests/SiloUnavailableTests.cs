using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using PathoChain.Api.OpenInference;
using PathoChain.Api.Problems;

namespace PathoChain.Api.Tests;

public sealed class SiloUnavailableTests
{
    public static TheoryData<Exception> Failures => new(
        new SiloUnavailableException("S10.0.0.7:11111 is gone"), new TimeoutException("Response did not arrive on time from S10.0.0.7:11111."));

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_silo_that_does_not_answer_is_said_without_its_address_and_to_be_asked_again(Exception failure)
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };

        (await new ProblemExceptionHandler().TryHandleAsync(context, failure, CancellationToken.None)).Should().BeTrue();

        context.Response.StatusCode.Should().Be(503);
        var problem = JsonDocument.Parse(body.ToArray()).RootElement;
        problem.GetProperty("type").GetString().Should().Be("urn:pathochain:problem:silo-unavailable");
        problem.GetProperty("detail").GetString().Should().Contain("try again").And.NotContain("10.0.0.7");
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task An_inference_client_is_told_in_its_protocols_form(Exception failure)
    {
        var context = new DefaultHttpContext();

        var answer = await OpenInferenceErrors.FilterAsync(new DefaultEndpointFilterInvocationContext(context), _ => throw failure);

        var error = answer.Should().BeOfType<JsonHttpResult<OpenInferenceError>>().Subject;
        error.StatusCode.Should().Be(503);
        error.Value!.Error.Should().Contain("try again").And.NotContain("10.0.0.7");
        context.Response.Headers.RetryAfter.ToString().Should().Be("5");
    }
}
