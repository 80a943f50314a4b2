using Microsoft.ML.OnnxRuntime;

namespace PathoChain.Inference;

/// <summary>Which hardware is asked for.</summary>
public enum Accelerator
{
    /// <summary>CUDA where it loads, else the CPU.</summary>
    Auto,

    Cpu,

    Cuda,
}

/// <summary>What sessions run on: the CPU, or a CUDA device by ONNX Runtime's provider (https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html).</summary>
public sealed class ExecutionProvider
{
    /// <summary>
    /// On a GPU a batch fills what one image leaves idle. On a CPU it pays for some models and not for others (see tests/Benchmarks), and
    /// an urgent image then waits for a whole batch to end, so it is left to the operator.
    /// </summary>
    private const int CudaBatch = 8;

    private ExecutionProvider(bool isCuda, string? fallBack)
    {
        IsCuda = isCuda;
        FallBack = fallBack;
    }

    public static ExecutionProvider Cpu { get; } = new(isCuda: false, fallBack: null);

    public bool IsCuda { get; }

    /// <summary>Why it is the CPU although CUDA would have been taken.</summary>
    public string? FallBack { get; }

    /// <summary>Most images of a run where nothing else is set.</summary>
    public int MaxBatch => IsCuda ? CudaBatch : 1;

    /// <summary>Runs that may go on at once: one for each core; of a GPU, one that computes while the next is prepared, so that the others fill batches.</summary>
    public int RunsAtOnce => IsCuda ? 2 : Environment.ProcessorCount;

    /// <summary>Looks whether CUDA loads, unless it is not wanted.</summary>
    /// <exception cref="ModelException">CUDA alone will do, and it does not load.</exception>
    public static ExecutionProvider Choose(Accelerator wanted)
    {
        if (wanted is Accelerator.Cpu)
        {
            return Cpu;
        }

        try
        {
            using var options = new SessionOptions();
            AppendCuda(options);
            return new ExecutionProvider(isCuda: true, fallBack: null);
        }
        catch (Exception error) when (error is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            return wanted is Accelerator.Auto
                ? new ExecutionProvider(isCuda: false, error.Message)
                : throw new ModelException(
                    $"Models:Accelerator is cuda, but ONNX Runtime's CUDA provider does not load: {error.Message} Put libonnxruntime_providers_cuda.so and a GPU build of ONNX Runtime beside the program, with CUDA and cuDNN installed, or set Models:Accelerator to auto or cpu.",
                    error);
        }
    }

    internal void AppendTo(SessionOptions options)
    {
        if (IsCuda)
        {
            AppendCuda(options);
        }
    }

    private static void AppendCuda(SessionOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        options.AppendExecutionProvider_CUDA(cuda);
    }
}
