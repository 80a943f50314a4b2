using System.Collections.Frozen;

namespace PathoChain.Inference;

/// <summary>
/// The operators of ONNX's own set (https://onnx.ai/onnx/operators/) that convolutional networks and their heat maps are made of.
/// None has a subgraph, reads a file or runs code of a third party; what is not here is not run.
/// </summary>
internal static class AllowedOperators
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "Add", "AveragePool", "BatchNormalization", "Cast", "Clip", "Concat", "Constant", "ConstantOfShape", "Conv", "DequantizeLinear", "Div",
        "Equal", "Expand", "Flatten", "Gather", "Gemm", "GlobalAveragePool", "GlobalMaxPool", "Greater", "HardSigmoid", "HardSwish", "Identity",
        "LeakyRelu", "MatMul", "Max", "MaxPool", "Min", "Mul", "Pad", "Pow", "QLinearConv", "QLinearMatMul", "QuantizeLinear", "ReduceMean",
        "ReduceSum", "Relu", "Reshape", "Shape", "Sigmoid", "Slice", "Softmax", "Split", "Sqrt", "Squeeze", "Sub", "Tanh", "Transpose", "Unsqueeze",
        "Where");

    public static bool Contain(string name) => Names.Contains(name);
}
