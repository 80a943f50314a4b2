"""VGG16 (Simonyan & Zisserman 2014, column D): 512 features, 14,714,688 parameters without its classifier."""
from torch import nn

from architectures.layers import he_initialised

STAGES = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]  # channels, convolutions


def vgg16() -> nn.Sequential:
    """Images as its convention wants them to 512 feature maps of 1/32 of the size, rounded down."""
    layers: list[nn.Module] = []
    inputs = 3
    for channels, convolutions in STAGES:
        for _ in range(convolutions):
            layers += [nn.Conv2d(inputs, channels, kernel_size=3, padding=1), nn.ReLU()]
            inputs = channels
        layers.append(nn.MaxPool2d(2))
    return he_initialised(nn.Sequential(*layers))
