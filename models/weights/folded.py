"""Weights whose batch norms were folded into the convolutions: an .npz of `NN_{conv|dw}_s{stride}_{scope}/weight` and `/bias` in execution order."""
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from architectures.layers import SqueezeExcite
from refusal import Refused

CLASSIFIER = 2  # the last convolutions are ImageNet's classifier
GATE_SHIFT = 3  # the 3 of the gates' hard sigmoid, relu6(x + 3) / 6, was folded into their biases as well


@torch.no_grad()
def load_folded(backbone: nn.Module, file: Path) -> None:
    """Fills a backbone whose batch norms then change nothing but add the folded bias. Raises Refused if the file is of another network."""
    with np.load(file) as arrays:
        names = [name.removesuffix("/weight") for name in arrays.files if name.endswith("/weight")]
        stored = [(name, torch.from_numpy(arrays[f"{name}/weight"]), torch.from_numpy(arrays[f"{name}/bias"])) for name in sorted(names)]
    layers = [module for module in backbone.modules() if isinstance(module, (nn.Conv2d, nn.BatchNorm2d))]
    convolutions = [layer for layer in layers if isinstance(layer, nn.Conv2d)]
    if len(stored) != len(convolutions) + CLASSIFIER:
        raise Refused(f"{file} holds {len(stored)} convolutions, but this network's backbone and classifier have {len(convolutions) + CLASSIFIER}")
    for convolution, (name, weight, bias) in zip(convolutions, stored):
        if convolution.weight.shape != weight.shape:
            raise Refused(f"{file}: {name} is {tuple(weight.shape)}, but the network's is {tuple(convolution.weight.shape)}")
        convolution.weight.copy_(weight)
        if convolution.bias is not None:
            convolution.bias.copy_(bias)
            continue
        norm = layers[layers.index(convolution) + 1]
        make_shift(norm, bias)
    for module in backbone.modules():
        if isinstance(module, SqueezeExcite):
            module.expand.bias -= GATE_SHIFT


def make_shift(norm: nn.BatchNorm2d, bias: Tensor) -> None:
    """A batch norm that only adds a bias."""
    norm.weight.fill_(1)
    norm.bias.copy_(bias)
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - norm.eps)
