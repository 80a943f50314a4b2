namespace PathoChain.Inference.Tests;

/// <summary>The CPU build of ONNX Runtime, which is what runtime/ brings, has no CUDA provider.</summary>
public sealed class ExecutionProviderTests
{
    [SkippableFact]
    public void Auto_falls_back_to_the_cpu_and_says_why()
    {
        var chosen = ExecutionProvider.Choose(Accelerator.Auto);
        Skip.If(chosen.IsCuda, "CUDA loads on this machine.");

        chosen.FallBack.Should().NotBeNullOrEmpty();
        chosen.MaxBatch.Should().Be(1);
    }

    [SkippableFact]
    public void Cuda_that_does_not_load_is_refused_with_the_way_out()
    {
        Skip.If(ExecutionProvider.Choose(Accelerator.Auto).IsCuda, "CUDA loads on this machine.");

        FluentActions.Invoking(() => ExecutionProvider.Choose(Accelerator.Cuda))
            .Should().Throw<ModelException>().Which.Message.Should().ContainAll("Models:Accelerator is cuda", "set Models:Accelerator to auto or cpu");
    }

    [Fact]
    public void The_session_that_asks_cuda_for_a_gpu_starts_on_the_cpu() => ExecutionProvider.Cpu.Invoking(provider => provider.OpenDevice()).Should().NotThrow();

    [Fact]
    public void The_cpu_is_taken_without_a_look_at_cuda() => ExecutionProvider.Choose(Accelerator.Cpu).Should().BeSameAs(ExecutionProvider.Cpu);
}
