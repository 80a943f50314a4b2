"""ResNet50V2 (He et al. 2016, "Identity mappings"), as Keras builds it: 2048 features, 23,564,800 parameters without its classifier."""
import torch
from torch import Tensor, nn
from torch.nn.functional import max_pool2d

from architectures.layers import KERAS_MOMENTUM

STAGES = [(64, 3, 2), (128, 4, 2), (256, 6, 2), (512, 3, 1)]  # channels, blocks, stride of the last block


def norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1.001e-5, momentum=KERAS_MOMENTUM)


class FramedMaxPool(nn.Module):
    """Halves images, whose frame of zeros counts: Keras pads before it pools, and what it pools may be negative.

    The frame is concatenated, since ONNX Runtime folds a pad before a max pool into one that ignores what was padded (its pull request 18136).
    """

    def forward(self, images: Tensor) -> Tensor:
        for axis in (2, 3):
            zeros = torch.zeros_like(images.narrow(axis, 0, 1))
            images = torch.cat([zeros, images, zeros], axis)
        return max_pool2d(images, 3, 2)


class Block(nn.Module):
    """Norm and activation come before the convolutions; the shortcut branches off behind the first activation where it is a convolution."""

    def __init__(self, inputs: int, channels: int, stride: int, shortcut: bool) -> None:
        super().__init__()
        self.preact = nn.Sequential(norm(inputs), nn.ReLU())
        self.shortcut = nn.Conv2d(inputs, 4 * channels, 1, stride) if shortcut else None
        self.skip = nn.MaxPool2d(1, stride) if stride > 1 else nn.Identity()
        self.layers = nn.Sequential(
            nn.Conv2d(inputs, channels, 1, bias=False), norm(channels), nn.ReLU(),
            nn.Conv2d(channels, channels, 3, stride, padding=1, bias=False), norm(channels), nn.ReLU(),
            nn.Conv2d(channels, 4 * channels, 1),
        )

    def forward(self, images: Tensor) -> Tensor:
        active = self.preact(images)
        skipped = self.skip(images) if self.shortcut is None else self.shortcut(active)
        return skipped + self.layers(active)


def resnet50_v2() -> nn.Sequential:
    """Images as its convention wants them to 2048 feature maps of 1/32 of the size."""
    layers: list[nn.Module] = [nn.Conv2d(3, 64, 7, 2, padding=3), FramedMaxPool()]
    inputs = 64
    for channels, blocks, stride in STAGES:
        for number in range(blocks):
            layers.append(Block(inputs, channels, stride if number == blocks - 1 else 1, shortcut=number == 0))
            inputs = 4 * channels
    return nn.Sequential(*layers, norm(inputs), nn.ReLU())
