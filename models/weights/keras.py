"""Weights as Keras publishes them: an .h5 file of layers by name."""
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from refusal import Refused
from weights.keras_names import NAMES


def tensors(layer: nn.Module) -> list[Tensor]:
    """A layer's tensors in the order of Keras' weight names."""
    if isinstance(layer, nn.BatchNorm2d):
        return [layer.weight, layer.bias, layer.running_mean, layer.running_var]
    return [layer.weight] if layer.bias is None else [layer.weight, layer.bias]


def turned(value: np.ndarray, depthwise: bool) -> Tensor:
    """A kernel (H, W, in, out), or (H, W, channels, 1) of a depthwise layer, as PyTorch has it; vectors as they are."""
    if value.ndim == 4:
        value = value.transpose(2, 3, 0, 1) if depthwise else value.transpose(3, 2, 0, 1)
    return torch.from_numpy(np.ascontiguousarray(value))


@torch.no_grad()
def load_keras(backbone: nn.Module, arch: str, file: Path) -> None:
    """Fills a backbone. Raises Refused if the file is of another network or lacks a layer."""
    import h5py  # only whoever has such a file needs it: Debian's python3-h5py

    layers = [module for module in backbone.modules() if isinstance(module, (nn.Conv2d, nn.BatchNorm2d))]
    with h5py.File(file, "r") as opened:
        root = opened["model_weights"] if "model_weights" in opened else opened
        for layer, name in zip(layers, NAMES[arch](), strict=True):
            if name not in root or "weight_names" not in root[name].attrs:
                raise Refused(f"{file} has no layer {name}: give Keras' weights of {arch}")
            values = [root[name][weight] for weight in root[name].attrs["weight_names"]]
            depthwise = isinstance(layer, nn.Conv2d) and layer.groups > 1
            for tensor, value in zip(tensors(layer), (turned(np.asarray(value), depthwise) for value in values), strict=True):
                if tensor.shape != value.shape:
                    raise Refused(f"{file}: {name} is {tuple(value.shape)}, but the network's is {tuple(tensor.shape)}")
                tensor.copy_(value)
