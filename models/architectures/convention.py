"""How a family of public weights wants its images and its padding."""
from dataclasses import dataclass

from torch import Tensor, nn


@dataclass(frozen=True)
class Convention:
    """From RGB in 0..1 to what the weights were trained on: (x - mean) / std per channel, and two habits that differ between frameworks."""

    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    bgr: bool = False  # channels turned round before the first layer; mean and std are in RGB order
    symmetric_padding: bool = False  # PyTorch pads both sides alike; TensorFlow's "SAME" puts the odd pixel right and below
    batch_norm_eps: float | None = None  # None: as the backbone is built

    def normalise(self, images: Tensor) -> Tensor:
        """Images (N, 3, H, W) in 0..1."""
        images = (images - images.new_tensor(self.mean)[:, None, None]) / images.new_tensor(self.std)[:, None, None]
        return images.flip(1) if self.bgr else images


IMAGENET_MEAN, IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
CONVENTIONS = {
    "plain": Convention((0, 0, 0), (1, 1, 1)),
    "plain-torchvision": Convention((0, 0, 0), (1, 1, 1), symmetric_padding=True, batch_norm_eps=1e-5),
    "tensorflow": Convention((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),  # -1..1
    "caffe": Convention((123.68 / 255, 116.779 / 255, 103.939 / 255), (1 / 255,) * 3, bgr=True),
    "torchvision": Convention(IMAGENET_MEAN, IMAGENET_STD, symmetric_padding=True),
}


def follow(network: nn.Module, name: str) -> None:
    """Has a backbone, or a network with one, do as the weights it holds expect."""
    convention = CONVENTIONS[name]
    for module in network.modules():
        if hasattr(module, "convention"):
            module.convention = name
        if hasattr(module, "symmetric_padding"):
            module.symmetric_padding = convention.symmetric_padding
        if isinstance(module, nn.BatchNorm2d) and convention.batch_norm_eps is not None:
            module.eps = convention.batch_norm_eps
