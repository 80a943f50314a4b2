"""What all networks share: a backbone, global average pooling, and the paper's head."""
from typing import NamedTuple

from torch import Tensor, nn

from architectures.convention import CONVENTIONS, follow


class Reading(NamedTuple):
    """What a network says of N images."""

    logits: Tensor  # (N,), of the positive class
    features: Tensor  # (N, C), the penultimate layer: the averaged feature maps that enter the head
    maps: Tensor  # (N, C, h, w), the last feature maps


class Network(nn.Module):
    """Takes float32 images (N, 3, H, W) in 0..1 and gives logits (N,) of the positive class."""

    def __init__(self, backbone: nn.Module, features: int, hidden: tuple[int, int], dropout: float, convention: str) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(features, hidden[0]), nn.ReLU(),
            nn.Dropout(dropout), nn.Linear(hidden[0], hidden[1]), nn.ReLU(),
            nn.Linear(hidden[1], 1),
        )
        self.convention = convention
        self.frozen = False
        follow(self, convention)

    def read(self, images: Tensor) -> Reading:
        maps = self.backbone(CONVENTIONS[self.convention].normalise(images))
        features = maps.mean((2, 3))
        return Reading(self.head(features).squeeze(1), features, maps)

    def forward(self, images: Tensor) -> Tensor:
        return self.read(images).logits

    def freeze(self, frozen: bool) -> None:
        """A frozen backbone is not trained and keeps the statistics of its batch norms, as Keras' trainable = False."""
        self.frozen = frozen
        self.backbone.requires_grad_(not frozen)
        self.train(self.training)

    def train(self, mode: bool = True) -> "Network":
        super().train(mode)
        if self.frozen:
            self.backbone.eval()
        return self
