using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using PathoChain.Api.OpenInference;
using PathoChain.Api.Problems;
using PathoChain.Grains;

namespace PathoChain.Api.Tests;

/// <summary>What is answered when a grain's call fails for a reason that a test cannot time: a silo that is lost, a model that is replaced.</summary>
public sealed class FailedCallTests
{
    public static TheoryData<Exception> LostSilos => new(
        new SiloUnavailableException("S10.0.0.7:11111 is gone"), new TimeoutException("Response did not arrive on time from S10.0.0.7:11111."));

    [Theory]
    [MemberData(nameof(LostSilos))]
    public async Task A_silo_that_does_not_answer_is_said_without_its_address_and_to_be_asked_again(Exception failure)
    {
        var (status, problem) = await HandledAsync(failure);

        status.Should().Be(503);
        problem.GetProperty("type").GetString().Should().Be("urn:pathochain:problem:silo-unavailable");
        problem.GetProperty("detail").GetString().Should().Contain("try again").And.NotContain("10.0.0.7");
    }

    [Theory]
    [MemberData(nameof(LostSilos))]
    public async Task An_inference_client_is_told_in_its_protocols_form(Exception failure) =>
        (await InferenceErrorAsync(failure)).Should().Contain("try again").And.NotContain("10.0.0.7");

    [Fact]
    public async Task An_inference_client_hears_of_any_failure_in_its_protocols_form_and_nothing_of_its_details() =>
        (await InferenceErrorAsync(new InvalidOperationException("/srv/models/vgg16.onnx"), status: 500)).Should().Contain("log").And.NotContain("/srv");

    [Fact]
    public async Task A_model_that_is_replaced_meanwhile_is_a_conflict()
    {
        var (status, problem) = await HandledAsync(new ModelReplacedException("It is another one now."));

        status.Should().Be(409);
        problem.GetProperty("type").GetString().Should().Be("urn:pathochain:problem:model-replaced");
        problem.GetProperty("detail").GetString().Should().Be("It is another one now.");
    }

    [Fact]
    public async Task An_inference_client_whose_model_is_replaced_meanwhile_asks_again() =>
        (await InferenceErrorAsync(new ModelReplacedException("It is another one now."))).Should().Be("It is another one now.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_is_said_also_where_it_is_the_storage_of_a_grain(bool ofGrain)
    {
        var full = (await FluentActions.Awaiting(() => File.WriteAllBytesAsync("/dev/full", [1])).Should().ThrowAsync<IOException>()).Which;

        var (status, problem) = await HandledAsync(ofGrain ? new OrleansException("Storage of image/bafkrei failed", full) : full);

        status.Should().Be(507);
        problem.GetProperty("type").GetString().Should().Be("urn:pathochain:problem:storage-full");
        problem.GetProperty("detail").GetString().Should().Contain("make room").And.NotContain("/dev");
    }

    private static async Task<(int Status, JsonElement Problem)> HandledAsync(Exception failure)
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };

        (await new ProblemExceptionHandler().TryHandleAsync(context, failure, CancellationToken.None)).Should().BeTrue();

        context.Response.Headers.RetryAfter.ToString().Should().Be(context.Response.StatusCode == 503 ? "5" : string.Empty);
        return (context.Response.StatusCode, JsonElement.Parse(body.ToArray()));
    }

    private static async Task<string> InferenceErrorAsync(Exception failure, int status = 503)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };

        var answer = await OpenInferenceErrors.FilterAsync(new DefaultEndpointFilterInvocationContext(context), _ => throw failure);

        var error = answer.Should().BeOfType<JsonHttpResult<OpenInferenceError>>().Subject;
        error.StatusCode.Should().Be(status);
        context.Response.Headers.RetryAfter.ToString().Should().Be(status == 503 ? "5" : string.Empty);
        return error.Value!.Error;
    }
}
