"""Starts a network from public ImageNet weights, or from those of an earlier training or an exported model."""
from pathlib import Path
from pickle import UnpicklingError
from zipfile import BadZipFile

from torch import Tensor

from architectures import Network
from architectures.convention import CONVENTIONS, follow
from refusal import Refused, first_line
from weights.checkpoint import FILE as CHECKPOINT, load_checkpoint
from weights.exported import load_exported
from weights.folded import load_folded
from weights.keras import load_keras
from weights.torchvision import load_torchvision
from weights.unfold import unfold

# How the weights in files of a form want their images.
FORMS = {
    ".npz": {"mobilenet_v3_small": "tensorflow"},
    ".h5": {"mobilenet_v3_small": "tensorflow", "efficientnet_b0": "plain", "vgg16": "caffe", "resnet50_v2": "tensorflow"},
    ".pth": {
        "mobilenet_v3_small": "torchvision", "efficientnet_b0": "plain-torchvision", "vgg16": "torchvision",
        "squeezenet": "torchvision", "shufflenet_v2": "torchvision",
    },
}
FORMS[".pt"] = FORMS[".pth"]


def is_read(arch: str, file: Path) -> bool:
    """Whether weights of an architecture are read from files of that form."""
    return file.name == CHECKPOINT or file.suffix == ".onnx" or arch in FORMS.get(file.suffix, {})


def load_weights(network: Network, arch: str, file: Path, images: Tensor, data: dict) -> dict | None:
    """Fills the backbone from a file of a known form, or the whole from a training's checkpoint.pt or an exported .onnx; images (N, 3, H, W) in 0..1 are some of those to be trained on.

    Gives what a training or an export was trained on, as its card says it; None for other files. Raises Refused if the file is of another network or form, or was trained on another split of the data (as in a card) that is trained on now.
    """
    if file.name == CHECKPOINT:
        return load_checkpoint(network, arch, file, data)
    if file.suffix == ".onnx":
        return load_exported(network, arch, file, images, data)
    if not is_read(arch, file):
        forms = [form for form, networks in FORMS.items() if arch in networks]
        raise Refused(f"{file}: weights of {arch} are read from {', '.join([*forms, '.onnx', CHECKPOINT])}")
    follow(network, FORMS[file.suffix][arch])
    try:
        if file.suffix == ".npz":
            load_folded(network.backbone, file)
        elif file.suffix == ".h5":
            load_keras(network.backbone, arch, file)
        else:
            load_torchvision(network.backbone, file)
    except Refused:
        raise
    except (AttributeError, BadZipFile, EOFError, KeyError, RuntimeError, TypeError, UnpicklingError, ValueError) as error:
        raise Refused(f"{file} is damaged, or holds no weights of {arch}: {first_line(error)}. Copy it anew, or give another by --weights") from error
    if file.suffix == ".npz":
        unfold(network.backbone, [CONVENTIONS[network.convention].normalise(batch) for batch in images.split(64)])
    return None
