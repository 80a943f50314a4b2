"""Weights of an exported model, a committed one for instance, to go on training what is served."""
import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from google.protobuf.message import DecodeError
from onnx import GraphProto, NodeProto, numpy_helper
from torch import Tensor, nn
from torch.nn.functional import interpolate

from architectures import Network
from card import read_card
from leakage import require_same_split
from ort import Session
from refusal import Refused
from weights.folded import make_shift
from weights.unfold import unfold

LAYERS = {nn.Conv2d: "Conv", nn.BatchNorm2d: "BatchNormalization", nn.Linear: "Gemm"}
UNPACKING = {
    "Identity": lambda value: value,
    "Cast": lambda value: value.astype(np.float32),
    "Mul": lambda numbers, scale: numbers * scale,
    "DequantizeLinear": lambda numbers, scale, zero: (numbers.astype(np.float32) - zero.reshape(-1, *[1] * (numbers.ndim - 1))) * scale.reshape(-1, *[1] * (numbers.ndim - 1)),
}
LARGEST_MEAN_DIFFERENCE = 0.02  # of probabilities; int8 arithmetic alone makes a tenth of it


class Constants:
    """The constant tensors of a graph, unpacked where they are stored in fewer bits."""

    def __init__(self, graph: GraphProto) -> None:
        self._stored = {tensor.name: tensor for tensor in graph.initializer}
        self._makers = {name: node for node in graph.node for name in node.output}

    def __getitem__(self, name: str) -> Tensor:
        return torch.from_numpy(np.array(self._unpacked(name)))

    def _unpacked(self, name: str) -> np.ndarray:
        if name in self._stored:
            return numpy_helper.to_array(self._stored[name])
        node = self._makers[name]
        return UNPACKING[node.op_type](*(self._unpacked(each) for each in node.input))


def executed(network: Network, images: Tensor) -> list[nn.Module]:
    """The layers that hold weights, in the order in which they run, which is that of the exported graph."""
    order: list[nn.Module] = []
    hooks = [module.register_forward_pre_hook(lambda layer, _: order.append(layer)) for module in network.modules() if isinstance(module, tuple(LAYERS))]
    network.eval()(images)
    for hook in hooks:
        hook.remove()
    return order


def kind(layer: nn.Module) -> str:
    return next(name for form, name in LAYERS.items() if isinstance(layer, form))


def seen_by(file: Path) -> dict | None:
    """What a model was trained on, as the card beside it says; None if there is none, or it is another model's."""
    card_path = file.with_suffix(".json")
    card = read_card(card_path, ("data", "sha256")) if card_path.exists() else {"data": None, "sha256": None}
    return card["data"] if card["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest() else None


@torch.no_grad()
def load_exported(network: Network, arch: str, file: Path, images: Tensor, data: dict) -> dict:
    """Fills backbone and head, and says what the model was trained on, as its card does; images (N, 3, H, W) in 0..1 tell what folded batch norms see.

    Raises Refused if the file is of another network, or was trained on another split of the data that is trained on now. Without its
    card it is refused too: nothing else tells whose images it has seen, and the export writes both.
    """
    model = file.read_bytes()
    seen = seen_by(file)
    require_same_split(file, seen, data)
    try:
        graph = onnx.load_from_string(model).graph
        fill(executed(network, images[:1]), (node for node in graph.node if node.op_type in LAYERS.values()), Constants(graph))
    except (DecodeError, KeyError, RuntimeError, StopIteration, ValueError) as error:
        raise Refused(f"{file} is no exported {arch}") from error
    side = graph.input[0].type.tensor_type.shape.dim[2].dim_value
    sample = interpolate(images[::max(1, len(images) // 64)], (side, side))  # the network takes any size, its export one
    served = Session(model, ("probability",)).run(sample.numpy())["probability"]
    difference = float(np.abs(torch.sigmoid(network(sample)).numpy() - served).mean())
    if not difference <= LARGEST_MEAN_DIFFERENCE:
        raise Refused(f"{file}: its probabilities differ by {difference:.3f} in the mean from those of {arch} with its weights; weights that began under another convention are not read")
    unfold(network, list(images.split(64)))
    return seen


def fill(layers: list[nn.Module], nodes: Iterator[NodeProto], constants: Constants) -> None:
    folded: nn.Module | None = None  # the batch norm whose scale and shift are in the convolution before it
    for at, layer in enumerate(layers):
        if layer is folded:
            continue
        node = next(each for each in nodes if each.op_type == kind(layer))
        values = [constants[name] for name in node.input[1:]]
        if isinstance(layer, nn.BatchNorm2d):
            targets = [layer.weight, layer.bias, layer.running_mean, layer.running_var]
        elif layer.bias is not None:
            targets = [layer.weight, layer.bias]
        else:
            targets, folded = [layer.weight], layers[at + 1]
            make_shift(folded, values.pop())
        for target, value in zip(targets, values, strict=True):
            if target.shape != value.shape:
                raise ValueError(f"{node.name} has {tuple(value.shape)}, the network {tuple(target.shape)}")
            target.copy_(value)
