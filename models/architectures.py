"""The networks. Each takes float32 images (N, 3, H, W) in 0..1 and gives logits (N,) of the positive class."""
from torch import Tensor, nn


class BaseCnn(nn.Module):
    """The paper's own small network: 89,485 parameters, counting the moving statistics of its batch norm as Keras does."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.BatchNorm2d(3, eps=1e-3, momentum=0.01),  # Keras' defaults, which are not PyTorch's
            nn.Conv2d(3, 32, kernel_size=3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, kernel_size=3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 64, kernel_size=3), nn.ReLU(), nn.MaxPool2d(2),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(),
            nn.Dropout(dropout), nn.Linear(64, 256), nn.ReLU(),
            nn.Dropout(dropout), nn.Linear(256, 64), nn.ReLU(),
            nn.Linear(64, 1),
        )

    def forward(self, images: Tensor) -> Tensor:
        return self.layers(images).squeeze(1)


ARCHITECTURES = {"basecnn": BaseCnn}


def parameter_counts(model: nn.Module) -> tuple[int, int]:
    """(all, trainable), counted as Keras does: running means and variances are parameters that are not trained."""
    trainable = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    statistics = sum(buffer.numel() for buffer in model.buffers() if buffer.is_floating_point())
    frozen = sum(parameter.numel() for parameter in model.parameters() if not parameter.requires_grad)
    return trainable + frozen + statistics, trainable
