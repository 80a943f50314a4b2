"""ShuffleNetV2 1.0x (Ma et al. 2018): 1024 features, 1,253,604 trainable parameters without its classifier."""
import torch
from torch import Tensor, nn

STAGES = [(116, 4), (232, 8), (464, 4)]  # channels, blocks


def conv(inputs: int, outputs: int) -> list[nn.Module]:
    return [nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


def depthwise(channels: int, stride: int) -> list[nn.Module]:
    return [nn.Conv2d(channels, channels, 3, stride, padding=1, groups=channels, bias=False), nn.BatchNorm2d(channels)]


class Block(nn.Module):
    """Two branches whose channels are then interleaved; at stride 1 the first half of the channels passes as it is."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        half = outputs // 2
        self.first = nn.Sequential(*depthwise(inputs, stride), *conv(inputs, half)) if stride > 1 else nn.Identity()
        self.second = nn.Sequential(*conv(inputs if stride > 1 else half, half), *depthwise(half, stride), *conv(half, half))
        self.split = stride == 1

    def forward(self, images: Tensor) -> Tensor:
        first, second = images.chunk(2, 1) if self.split else (images, images)
        out = torch.stack([self.first(first), self.second(second)], 2)
        return out.flatten(1, 2)  # a0 b0 a1 b1 ...: what splitting the halves in two groups and shuffling them comes to


def shufflenet_v2() -> nn.Sequential:
    """Images as its convention wants them to 1024 feature maps of 1/32 of the size."""
    layers: list[nn.Module] = [nn.Conv2d(3, 24, 3, 2, padding=1, bias=False), nn.BatchNorm2d(24), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    inputs = 24
    for channels, blocks in STAGES:
        for number in range(blocks):
            layers.append(Block(inputs, channels, 2 if number == 0 else 1))
            inputs = channels
    return nn.Sequential(*layers, *conv(inputs, 1024))
