"""Weights as torchvision publishes them: a state dict in a .pt or .pth file."""
from pathlib import Path

import torch
from torch import nn

from refusal import Refused

CLASSIFIERS = ("classifier.", "fc.")
OWN = ("num_batches_tracked", "0.mean", "0.variance", "0.count")  # not weights: counters, and what Keras calls Normalization


@torch.no_grad()
def load_torchvision(backbone: nn.Module, file: Path) -> None:
    """Fills a backbone, tensor by tensor in the order of execution, which is the order of both. Raises Refused if the file is of another network."""
    saved = torch.load(file, map_location="cpu", weights_only=True)
    stored = [(name, tensor) for name, tensor in saved.items() if not name.startswith(CLASSIFIERS) and not name.endswith("num_batches_tracked")]
    ours = [tensor for name, tensor in backbone.state_dict().items() if not name.endswith(OWN)]
    if len(stored) != len(ours):
        raise Refused(f"{file} holds {len(stored)} tensors besides a classifier, but this network's backbone has {len(ours)}")
    for tensor, (name, value) in zip(ours, stored):
        if tensor.shape != value.shape:
            raise Refused(f"{file}: {name} is {tuple(value.shape)}, but the network's is {tuple(tensor.shape)}")
        tensor.copy_(value)
