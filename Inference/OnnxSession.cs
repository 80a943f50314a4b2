using Microsoft.ML.OnnxRuntime;

namespace PathoChain.Inference;

/// <summary>How sessions are set up here.</summary>
internal static class OnnxSession
{
    /// <summary>A session for the bytes of a model.</summary>
    /// <param name="path">Where they came from, for messages.</param>
    /// <param name="model">The file.</param>
    /// <param name="provider">What it runs on; the CPU if not given.</param>
    /// <exception cref="ModelException">ONNX Runtime does not take them.</exception>
    public static InferenceSession Start(string path, byte[] model, ExecutionProvider? provider = null)
    {
        // One thread a run: on few cores, as many runs side by side as there are cores beat threads that wait for each other.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.load_model_format", "ONNX"); // Else bytes 4 to 7 can say ORT's own format, which ModelGraph does not read.
        try
        {
            provider?.AppendTo(options);
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException($"{path} cannot be run by ONNX Runtime: {error.Message} Export the model again.", error);
        }
    }
}
