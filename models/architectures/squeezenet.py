"""SqueezeNet 1.1 (Iandola et al. 2016): 512 features, 722,496 parameters without its classifier."""
import torch
from torch import Tensor, nn

from architectures.layers import he_initialised

FIRES = [(64, 16, 64), (128, 16, 64), None, (128, 32, 128), (256, 32, 128), None, (256, 48, 192), (384, 48, 192), (384, 64, 256), (512, 64, 256)]


class Fire(nn.Module):
    """Squeeze to few channels, then expand by 1x1 and 3x3 side by side."""

    def __init__(self, inputs: int, squeezed: int, expanded: int) -> None:
        super().__init__()
        self.squeeze = nn.Sequential(nn.Conv2d(inputs, squeezed, 1), nn.ReLU())
        self.narrow = nn.Sequential(nn.Conv2d(squeezed, expanded, 1), nn.ReLU())
        self.wide = nn.Sequential(nn.Conv2d(squeezed, expanded, 3, padding=1), nn.ReLU())

    def forward(self, images: Tensor) -> Tensor:
        squeezed = self.squeeze(images)
        return torch.cat([self.narrow(squeezed), self.wide(squeezed)], 1)


def squeezenet() -> nn.Sequential:
    """Images as its convention wants them to 512 feature maps of 1/16 of the size."""
    pool = [nn.MaxPool2d(3, 2, ceil_mode=True)]
    layers: list[nn.Module] = [nn.Conv2d(3, 64, 3, 2), nn.ReLU(), *pool]
    for fire in FIRES:
        layers += pool if fire is None else [Fire(*fire)]
    return he_initialised(nn.Sequential(*layers))
