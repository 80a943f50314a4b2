"""The table of networks: the paper's five, and two of those it names as future work."""
from collections.abc import Callable
from dataclasses import dataclass

from torch import nn

from architectures.basecnn import basecnn
from architectures.counting import Count, parameter_counts
from architectures.efficientnet_b0 import efficientnet_b0
from architectures.mobilenet_v3_small import mobilenet_v3_small
from architectures.network import Network, Reading
from architectures.resnet50_v2 import resnet50_v2
from architectures.shufflenet_v2 import shufflenet_v2
from architectures.squeezenet import squeezenet
from architectures.vgg16 import vgg16

__all__ = ["ARCHITECTURES", "Architecture", "Count", "Network", "Reading", "build", "parameter_counts"]


@dataclass(frozen=True)
class Architecture:
    """A backbone, how many features it gives, the widths of the head's two hidden layers, and how it wants images when trained from scratch."""

    backbone: Callable[[], nn.Module]
    features: int
    hidden: tuple[int, int]
    convention: str = "tensorflow"
    size: int = 50  # pixels a side that patches of 50 justify: no smaller than the network can take, and few enough to train on a CPU


ARCHITECTURES = {
    "basecnn": Architecture(basecnn, 64, (256, 64), convention="plain"),
    "mobilenet_v3_small": Architecture(mobilenet_v3_small, 576, (256, 64), size=80),
    "efficientnet_b0": Architecture(efficientnet_b0, 1280, (256, 32), convention="plain"),
    "vgg16": Architecture(vgg16, 512, (256, 32)),
    "resnet50_v2": Architecture(resnet50_v2, 2048, (256, 32)),
    "squeezenet": Architecture(squeezenet, 512, (256, 32), convention="torchvision"),
    "shufflenet_v2": Architecture(shufflenet_v2, 1024, (256, 32), convention="torchvision"),
}


def build(name: str, dropout: float) -> Network:
    """An untrained network of the table."""
    entry = ARCHITECTURES[name]
    return Network(entry.backbone(), entry.features, entry.hidden, dropout, entry.convention)
