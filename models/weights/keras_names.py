"""What Keras calls the layers that hold weights, in the order of our modules."""
from collections.abc import Iterator

from architectures.efficientnet_b0 import STAGES as EFFICIENTNET_STAGES
from architectures.mobilenet_v3_small import BLOCKS as MOBILENET_BLOCKS
from architectures.resnet50_v2 import STAGES as RESNET_STAGES
from architectures.vgg16 import STAGES as VGG_STAGES


def of_vgg16() -> Iterator[str]:
    for stage, (_, convolutions) in enumerate(VGG_STAGES, start=1):
        yield from (f"block{stage}_conv{number}" for number in range(1, convolutions + 1))


def of_mobilenet_v3_small() -> Iterator[str]:
    yield from ("Conv", "Conv/BatchNorm")
    for number, (_, _, _, squeeze, _, _) in enumerate(MOBILENET_BLOCKS):
        block = f"expanded_conv_{number}" if number else "expanded_conv"
        if number:
            yield from (f"{block}/expand", f"{block}/expand/BatchNorm")
        yield from (f"{block}/depthwise", f"{block}/depthwise/BatchNorm")
        if squeeze:
            yield from (f"{block}/squeeze_excite/Conv", f"{block}/squeeze_excite/Conv_1")
        yield from (f"{block}/project", f"{block}/project/BatchNorm")
    yield from ("Conv_1", "Conv_1/BatchNorm")


def of_efficientnet_b0() -> Iterator[str]:
    yield from ("stem_conv", "stem_bn")
    for stage, (_, repeats, _, expansion, _) in enumerate(EFFICIENTNET_STAGES, start=1):
        for letter in "abcdefgh"[:repeats]:
            layers = ["expand_conv", "expand_bn"] if expansion != 1 else []
            layers += ["dwconv", "bn", "se_reduce", "se_expand", "project_conv", "project_bn"]
            yield from (f"block{stage}{letter}_{layer}" for layer in layers)
    yield from ("top_conv", "top_bn")


def of_resnet50_v2() -> Iterator[str]:
    yield "conv1_conv"
    for stage, (_, blocks, _) in enumerate(RESNET_STAGES, start=2):
        for block in range(1, blocks + 1):
            layers = ["preact_bn", *(["0_conv"] if block == 1 else []), "1_conv", "1_bn", "2_conv", "2_bn", "3_conv"]
            yield from (f"conv{stage}_block{block}_{layer}" for layer in layers)
    yield "post_bn"


NAMES = {
    "vgg16": of_vgg16, "mobilenet_v3_small": of_mobilenet_v3_small,
    "efficientnet_b0": of_efficientnet_b0, "resnet50_v2": of_resnet50_v2,
}
