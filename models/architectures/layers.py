"""Layers that several backbones share."""
from torch import Tensor, nn
from torch.nn.functional import pad

KERAS_MOMENTUM = 0.01  # Keras' batch norms keep 0.99 of the old statistics


class Conv(nn.Conv2d):
    """A convolution whose output is as large as its input divided by the stride, rounded up, at any input size."""

    symmetric_padding = False

    def __init__(self, inputs: int, outputs: int, size: int, stride: int = 1, groups: int = 1, bias: bool = False) -> None:
        super().__init__(inputs, outputs, size, stride, groups=groups, bias=bias)

    def forward(self, images: Tensor) -> Tensor:
        size, stride = self.kernel_size[0], self.stride[0]
        if size == 1:
            return super().forward(images)
        edges: list[int] = []
        for length in (int(images.shape[3]), int(images.shape[2])):  # pad() takes columns first
            total = max((-(-length // stride) - 1) * stride + size - length, 0)
            edges += [size // 2, size // 2] if self.symmetric_padding else [total // 2, total - total // 2]
        return super().forward(pad(images, edges))


def batch_norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=KERAS_MOMENTUM)


def he_initialised(backbone: nn.Sequential) -> nn.Sequential:
    """He et al. 2015: without batch norm, PyTorch's own smaller weights have the signal die out in a deep network."""
    for module in backbone.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    return backbone


class SqueezeExcite(nn.Module):
    """Weighs channels by what the whole image shows of each."""

    def __init__(self, channels: int, squeezed: int, inner: nn.Module, gate: nn.Module) -> None:
        super().__init__()
        self.reduce, self.inner = nn.Conv2d(channels, squeezed, 1), inner
        self.expand, self.gate = nn.Conv2d(squeezed, channels, 1), gate

    def forward(self, images: Tensor) -> Tensor:
        return images * self.gate(self.expand(self.inner(self.reduce(images.mean((2, 3), keepdim=True)))))
