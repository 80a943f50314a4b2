"""A model that computes its convolutions in int8: static quantisation (Jacob et al. 2018) by QuantizeLinear and DequantizeLinear."""
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from data import to_input
from lighten import rounded
from ort import Session

COVERED = 0.9999  # share of a tensor's values within its range; the rest is cut off

# Processors with AVX2 or AVX-512 and no VNNI add two products of uint8 and int8 in int16 (VPMADDUBSW), cutting off what is larger:
# 2 x 255 x 64 still fits, so that a model says the same on all of them.
LARGEST_WEIGHT = 64


@dataclass(frozen=True)
class Range:
    """uint8 of a tensor: value = scale x (number - zero)."""

    scale: np.float32
    zero: np.uint8

    @staticmethod
    def of(values: np.ndarray) -> "Range":
        low, high = min(float(np.quantile(values, 1 - COVERED)), 0.0), max(float(np.quantile(values, COVERED)), 1e-6)
        scale = (high - low) / 255
        return Range(np.float32(scale), np.uint8(round(-low / scale)))


def convolutions(graph: GraphProto) -> Iterator[tuple[NodeProto, str]]:
    """Each convolution with weights, and the tensor that it gives: behind its ReLU, if that is all that reads it."""
    weights, readers = {tensor.name for tensor in graph.initializer}, {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    for node in graph.node:
        if node.op_type == "Conv" and node.input[1] in weights:
            after = readers.get(node.output[0], [])
            yield node, after[0].output[0] if [each.op_type for each in after] == ["Relu"] else node.output[0]


def ranges_of(model: bytes, images: np.ndarray) -> dict[str, Range]:
    """Ranges of what enters and leaves each convolution, measured on images (N, H, W, 3) uint8."""
    proto = onnx.load_from_string(model)
    names = sorted({name for node, given in convolutions(proto.graph) for name in (node.input[0], given)} - {"image"})
    del proto.graph.output[:]
    proto.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    measured = Session(proto.SerializeToString(), tuple(names)).run(to_input(images))
    return {"image": Range(np.float32(1 / 255), np.uint8(0)), **{name: Range.of(values) for name, values in measured.items()}}


def to_int8_arithmetic(model: bytes, images: np.ndarray) -> bytes:
    """The model with int8 convolutions, its ranges from training images; head, heat map and distance stay in float32."""
    ranges = ranges_of(model, images)
    proto = onnx.load_from_string(model)
    graph, arrays = proto.graph, {tensor.name: numpy_helper.to_array(tensor) for tensor in proto.graph.initializer}
    arrays |= {node.output[0]: arrays[node.input[0]] for node in graph.node if node.op_type == "Identity" and node.input[0] in arrays}  # of equal tensors one is kept
    given = dict((node.output[0], name) for node, name in convolutions(graph))
    rounded_names = {name for node, name in convolutions(graph)} | {node.input[0] for node, _ in convolutions(graph)}
    nodes, tensors, renamed = [], [], {}

    def constant(name: str, value: np.ndarray) -> str:
        tensors.append(numpy_helper.from_array(value, name))
        return name

    def quantised(name: str) -> list[NodeProto]:
        scale, zero = constant(f"{name}.scale", np.array(ranges[name].scale)), constant(f"{name}.zero", np.array(ranges[name].zero))
        renamed[name] = f"{name}.rounded"
        return [helper.make_node("QuantizeLinear", [name, scale, zero], [f"{name}.uint8"]),
                helper.make_node("DequantizeLinear", [f"{name}.uint8", scale, zero], [f"{name}.rounded"])]

    def weights(node: NodeProto) -> list[NodeProto]:
        """Weights in seven bits with a scale for each output, and an int32 bias in steps of the product's scale."""
        name, step = node.input[1], ranges[node.input[0]].scale
        numbers, scales = rounded(arrays[name], 0, LARGEST_WEIGHT)
        scales = scales.reshape(-1)
        made = [helper.make_node("DequantizeLinear", [
            constant(f"{name}.int8", numbers), constant(f"{name}.scales", scales), constant(f"{name}.zeros", np.zeros(len(scales), np.int8))], [f"{name}.of_int8"], axis=0)]
        bias = arrays[node.input[2]] if len(node.input) > 2 else np.zeros(len(scales), np.float32)
        steps = np.maximum(step * scales, np.finfo(np.float32).tiny).astype(np.float32)
        made.append(helper.make_node("DequantizeLinear", [
            constant(f"{name}.bias", np.clip(np.rint(bias.astype(np.float64) / steps), -2**31, 2**31 - 1).astype(np.int32)), constant(f"{name}.steps", steps),
            constant(f"{name}.bias_zeros", np.zeros(len(scales), np.int32))], [f"{name}.bias_of_int32"], axis=0))
        return made

    if "image" in rounded_names:
        nodes += quantised("image")
    for node in graph.node:
        if node.output[0] in given:
            nodes += weights(node)
            source, name = renamed[node.input[0]], node.input[1]
            del node.input[:]
            node.input.extend([source, f"{name}.of_int8", f"{name}.bias_of_int32"])
        else:
            for place, name in enumerate(node.input):
                node.input[place] = renamed.get(name, name)
        nodes.append(node)
        for name in node.output:
            if name in rounded_names:
                nodes += quantised(name)
    used = {name for node in nodes for name in node.input}
    tensors += [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(tensors)
    onnx.checker.check_model(proto)
    return proto.SerializeToString()
