"""A network as it is exported: with its probability, its heat map, and how far an image is from those it was trained on."""
import torch
from torch import Tensor, nn

from architectures import Network
from novelty import Statistics

OUTPUTS = ("probability", "logit", "cam", "distance")


class Explained(nn.Module):
    """Images (N, 3, H, W) in 0..1 to probability and logit (N,), cam (N, h, w) and distance (N,).

    cam is Grad-CAM (Selvaraju et al. 2017) of the logit at the last feature maps, exactly and without a backward pass: behind
    global averaging there is only the head, whose gradient is a product of its weights and the masks of its ReLUs.
    distance is a regularised Mahalanobis distance of the averaged features from those of the training images (novelty.py).
    """

    def __init__(self, network: Network, statistics: Statistics) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("mean", torch.from_numpy(statistics.mean))
        self.register_buffer("whitening", torch.from_numpy(statistics.whitening))

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        reading = self.network.read(images)
        distance = ((reading.features - self.mean) @ self.whitening).square().mean(1).sqrt()
        return torch.sigmoid(reading.logits), reading.logits, self._cam(reading.features, reading.maps), distance

    def turn(self, images: Tensor) -> Tensor:
        """How near (N,) the head's hidden units come to 0, where their ReLU turns and the cam jumps."""
        return torch.cat(self._hidden(self.network.read(images).features), 1).abs().amin(1)

    def _hidden(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """What the head's two ReLUs are given."""
        first, second, _ = self._linear()
        one = first(features)
        return one, second(one.relu())

    def _cam(self, features: Tensor, maps: Tensor) -> Tensor:
        first, second, last = self._linear()
        one, two = self._hidden(features)
        gradient = last.weight * (two > 0).to(maps.dtype)
        gradient = (gradient @ second.weight) * (one > 0).to(maps.dtype)
        weights = gradient @ first.weight / (maps.shape[2] * maps.shape[3])
        return (weights[:, :, None, None] * maps).sum(1).relu()

    def _linear(self) -> list[nn.Linear]:
        return [layer for layer in self.network.head if isinstance(layer, nn.Linear)]
