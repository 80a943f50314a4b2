"""A model's weights in fewer bits. It computes in float32 as before: ONNX Runtime unpacks them once, when it loads the model."""
from collections.abc import Callable

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

FEWEST = 1024  # numbers in a tensor that is worth it; biases are not


def pack(model: bytes, change: Callable[[str, np.ndarray], tuple[list[TensorProto], list[NodeProto]]]) -> bytes:
    """Replaces each large float32 tensor by smaller ones and the nodes that make it of them again."""
    proto: ModelProto = onnx.load_from_string(model)
    tensors, nodes = [], []
    for tensor in proto.graph.initializer:
        weights = numpy_helper.to_array(tensor)
        if weights.dtype != np.float32 or weights.ndim < 2 or weights.size < FEWEST:
            tensors.append(tensor)
            continue
        smaller, unpacking = change(tensor.name, weights)
        tensors += smaller
        nodes += unpacking
    nodes += proto.graph.node
    del proto.graph.initializer[:], proto.graph.node[:]
    proto.graph.initializer.extend(tensors)
    proto.graph.node.extend(nodes)
    onnx.checker.check_model(proto)
    return proto.SerializeToString()


def rounded(weights: np.ndarray, axis: int, largest: int = 127) -> tuple[np.ndarray, np.ndarray]:
    """int8 of the same shape, from -largest to largest, and float32 scales that fit it: one scale for each index of the axis."""
    others = tuple(each for each in range(weights.ndim) if each != axis)
    scales = np.maximum(np.abs(weights).max(others, keepdims=True), np.finfo(np.float32).tiny) / largest
    return np.rint(weights / scales).astype(np.int8), scales.astype(np.float32)


def _int8(name: str, weights: np.ndarray) -> tuple[list[TensorProto], list[NodeProto]]:
    """Along whichever of the first two axes loses less: outputs of a convolution, columns of a product's right side."""
    numbers, scales = min(
        (rounded(weights, axis) for axis in (0, 1)), key=lambda each: float(np.square(each[0] * each[1] - weights).sum()))
    tensors = [numpy_helper.from_array(numbers, f"{name}.int8"), numpy_helper.from_array(scales, f"{name}.scale")]
    return tensors, [
        helper.make_node("Cast", [f"{name}.int8"], [f"{name}.cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [name]),
    ]


def _float16(name: str, weights: np.ndarray) -> tuple[list[TensorProto], list[NodeProto]]:
    limit = np.finfo(np.float16).max
    half = numpy_helper.from_array(np.clip(weights, -limit, limit).astype(np.float16), f"{name}.half")
    return [half], [helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT)]


def to_float16(model: bytes) -> bytes:
    """Half the bytes; about three digits of each weight."""
    return pack(model, _float16)


def to_int8(model: bytes) -> bytes:
    """A quarter of the bytes. The nodes are Cast and Mul, not DequantizeLinear, which ONNX Runtime would keep for each run."""
    return pack(model, _int8)


def pruned(model: bytes, share: float) -> bytes:
    """Without the smallest weights of each convolution (Han et al. 2015): 0 instead, which compresses well; no smaller as a file."""
    def prune(name: str, weights: np.ndarray) -> tuple[list[TensorProto], list[NodeProto]]:
        if weights.ndim != 4:
            return [numpy_helper.from_array(weights, name)], []
        size = np.abs(weights)
        return [numpy_helper.from_array(np.where(size < np.quantile(size, share), np.float32(0), weights), name)], []

    return pack(model, prune)
