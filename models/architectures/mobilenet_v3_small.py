"""MobileNetV3-small 1.0 (Howard et al. 2019, table 2): 576 features, 939,120 parameters without its classifier."""
from torch import Tensor, nn

from architectures.layers import Conv, SqueezeExcite, batch_norm

# kernel, expanded channels, output channels, squeeze-and-excite, hard-swish, stride
BLOCKS = [
    (3, 16, 16, True, False, 2), (3, 72, 24, False, False, 2), (3, 88, 24, False, False, 1), (5, 96, 40, True, True, 2),
    (5, 240, 40, True, True, 1), (5, 240, 40, True, True, 1), (5, 120, 48, True, True, 1), (5, 144, 48, True, True, 1),
    (5, 288, 96, True, True, 2), (5, 576, 96, True, True, 1), (5, 576, 96, True, True, 1),
]


def divisible_by_8(channels: float) -> int:
    """The paper's rounding: to the nearest multiple of 8, never losing more than a tenth."""
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels else rounded


class Block(nn.Module):
    """Expand, filter each channel by itself, weigh the channels, project; plus the input where the shape allows."""

    def __init__(self, inputs: int, kernel: int, expanded: int, outputs: int, squeeze: bool, swish: bool, stride: int) -> None:
        super().__init__()
        activation = nn.Hardswish if swish else nn.ReLU
        layers: list[nn.Module] = []
        if expanded != inputs:
            layers += [Conv(inputs, expanded, 1), batch_norm(expanded), activation()]
        layers += [Conv(expanded, expanded, kernel, stride, groups=expanded), batch_norm(expanded), activation()]
        if squeeze:
            layers.append(SqueezeExcite(expanded, divisible_by_8(expanded / 4), nn.ReLU(), nn.Hardsigmoid()))
        layers += [Conv(expanded, outputs, 1), batch_norm(outputs)]
        self.layers = nn.Sequential(*layers)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, images: Tensor) -> Tensor:
        out = self.layers(images)
        return images + out if self.residual else out


def mobilenet_v3_small() -> nn.Sequential:
    """Images as its convention wants them to 576 feature maps of 1/32 of the size."""
    layers: list[nn.Module] = [Conv(3, 16, 3, 2), batch_norm(16), nn.Hardswish()]
    inputs = 16
    for block in BLOCKS:
        layers.append(Block(inputs, *block))
        inputs = block[2]
    return nn.Sequential(*layers, Conv(inputs, 576, 1), batch_norm(576), nn.Hardswish())
