"""EfficientNet-B0 (Tan & Le 2019, table 1): 1280 features, 4,049,571 parameters without its classifier, as Keras counts them."""
import torch
from torch import Tensor, nn

from architectures.convention import IMAGENET_MEAN, IMAGENET_STD
from architectures.layers import Conv, SqueezeExcite, batch_norm

# kernel, repeats, output channels, expansion, stride
STAGES = [(3, 1, 16, 1, 1), (3, 2, 24, 6, 2), (5, 2, 40, 6, 2), (3, 3, 80, 6, 2), (5, 3, 112, 6, 1), (5, 4, 192, 6, 2), (3, 1, 320, 6, 1)]
DROP = 0.2  # share of images for which the last block's branch is left out in training; less in earlier blocks


class Normalization(nn.Module):
    """Keras' layer of that name, whose 3 + 3 + 1 numbers count as parameters. Takes images in 0..1."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN))
        self.register_buffer("variance", torch.tensor(IMAGENET_STD) ** 2)
        self.register_buffer("count", torch.tensor(0.0))

    def forward(self, images: Tensor) -> Tensor:
        return (images - self.mean[:, None, None]) / torch.sqrt(self.variance[:, None, None])


class Block(nn.Module):
    """Expand, filter each channel by itself, weigh the channels, project; plus the input where the shape allows."""

    def __init__(self, inputs: int, kernel: int, outputs: int, expansion: int, stride: int, drop: float) -> None:
        super().__init__()
        expanded = inputs * expansion
        layers: list[nn.Module] = []
        if expansion != 1:
            layers += [Conv(inputs, expanded, 1), batch_norm(expanded), nn.SiLU()]
        self.layers = nn.Sequential(
            *layers,
            Conv(expanded, expanded, kernel, stride, groups=expanded), batch_norm(expanded), nn.SiLU(),
            SqueezeExcite(expanded, inputs // 4, nn.SiLU(), nn.Sigmoid()),
            Conv(expanded, outputs, 1), batch_norm(outputs),
        )
        self.residual, self.drop = stride == 1 and inputs == outputs, drop

    def forward(self, images: Tensor) -> Tensor:
        out = self.layers(images)
        if not self.residual:
            return out
        if self.training:
            kept = torch.rand(len(out), 1, 1, 1) >= self.drop
            out = out * kept / (1 - self.drop)
        return images + out


def efficientnet_b0() -> nn.Sequential:
    """Images in 0..1 to 1280 feature maps of 1/32 of the size."""
    layers: list[nn.Module] = [Normalization(), Conv(3, 32, 3, 2), batch_norm(32), nn.SiLU()]
    inputs, number, blocks = 32, 0, sum(stage[1] for stage in STAGES)
    for kernel, repeats, outputs, expansion, stride in STAGES:
        for repeat in range(repeats):
            layers.append(Block(inputs, kernel, outputs, expansion, stride if repeat == 0 else 1, DROP * number / blocks))
            inputs, number = outputs, number + 1
    return nn.Sequential(*layers, Conv(inputs, 1280, 1), batch_norm(1280), nn.SiLU())
