"""The paper's own small network: 64 features; 89,485 parameters with its head."""
from torch import nn

from architectures.layers import KERAS_MOMENTUM


def basecnn() -> nn.Sequential:
    """Convolutions without padding, as in the paper. Images in 0..1."""
    return nn.Sequential(
        nn.BatchNorm2d(3, eps=1e-3, momentum=KERAS_MOMENTUM),
        nn.Conv2d(3, 32, kernel_size=3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, kernel_size=3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(64, 64, kernel_size=3), nn.ReLU(), nn.MaxPool2d(2),
    )
