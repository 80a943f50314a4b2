"""Parameters as Keras counts them."""
from typing import NamedTuple

from torch import nn


class Count(NamedTuple):
    total: int
    trainable: int
    frozen: int


def parameter_counts(model: nn.Module) -> Count:
    """Running means and variances are parameters too, ones that are not trained."""
    trainable = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    frozen = sum(parameter.numel() for parameter in model.parameters() if not parameter.requires_grad)
    statistics = sum(buffer.numel() for buffer in model.buffers() if buffer.is_floating_point())
    return Count(trainable + frozen + statistics, trainable, frozen + statistics)
