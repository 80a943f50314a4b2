using Microsoft.ML.OnnxRuntime;

namespace PathoChain.Inference;

/// <summary>Which hardware is asked for.</summary>
public enum Accelerator
{
    /// <summary>CUDA where it loads and finds a GPU, else the CPU.</summary>
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

    /// <summary>The smallest model that ONNX Runtime takes, which gives a float named y from one named x by Abs. Field numbers are those of onnx.proto.</summary>
    private static readonly byte[] SmallestModel =
    [
        0x08, 8, // ModelProto.ir_version
        0x42, 2, 0x10, 13, // ModelProto.opset_import: version
        0x3A, 42, // ModelProto.graph
        0x0A, 11, 0x0A, 1, (byte)'x', 0x12, 1, (byte)'y', 0x22, 3, (byte)'A', (byte)'b', (byte)'s', // GraphProto.node: input, output, op_type
        0x12, 1, (byte)'g', // GraphProto.name
        0x5A, 11, 0x0A, 1, (byte)'x', 0x12, 6, 0x0A, 4, 0x08, 1, 0x12, 0, // GraphProto.input: name, type: tensor of float, of no dimension
        0x62, 11, 0x0A, 1, (byte)'y', 0x12, 6, 0x0A, 4, 0x08, 1, 0x12, 0, // GraphProto.output
    ];

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

    /// <summary>Looks whether CUDA loads and finds a GPU, unless it is not wanted.</summary>
    /// <exception cref="ModelException">CUDA alone will do, and it cannot be used.</exception>
    public static ExecutionProvider Choose(Accelerator wanted)
    {
        if (wanted is Accelerator.Cpu)
        {
            return Cpu;
        }

        try
        {
            var cuda = new ExecutionProvider(isCuda: true, fallBack: null);
            cuda.OpenDevice();
            return cuda;
        }
        catch (Exception error) when (error is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            return wanted is Accelerator.Auto
                ? new ExecutionProvider(isCuda: false, error.Message)
                : throw new ModelException(
                    $"Models:Accelerator is cuda, but ONNX Runtime's CUDA provider cannot be used: {error.Message} Put libonnxruntime_providers_cuda.so and a GPU build of ONNX Runtime beside the program, with CUDA and cuDNN installed and a GPU that they find, or set Models:Accelerator to auto or cpu.",
                    error);
        }
    }

    /// <summary>Starts a session, since a provider that loads asks for no GPU before.</summary>
    /// <exception cref="OnnxRuntimeException">There is none that can be used.</exception>
    internal void OpenDevice()
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        AppendTo(options);
        using var session = new InferenceSession(SmallestModel, options);
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
