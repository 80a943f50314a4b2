"""From a trained network to NAME.onnx and its card NAME.json, the pair that serving loads."""
import hashlib
import io
import json
import warnings
from pathlib import Path

import numpy as np
import torch

from data import to_input
from explain import OUTPUTS, Explained
from ort import Session
from selfcheck import self_check_logit

LARGEST_DIFFERENCE = 1e-4


def to_onnx(network: Explained, size: int) -> bytes:
    """The ONNX file: input `image` (N, 3, size, size) in 0..1, any N, and the outputs of Explained."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on shapes that become constants, as they should at one size
        torch.onnx.export(
            network.eval(), (torch.zeros(2, 3, size, size),), file, input_names=["image"], output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "n"} for name in ("image", *OUTPUTS)}, opset_version=17,
        )
    return file.getvalue()


@torch.inference_mode()
def parity(network: Explained, model: bytes, images: np.ndarray) -> float:
    """Largest difference between ONNX Runtime and PyTorch in any output for images (N, H, W, 3) uint8.

    A cam is left out where float32 does not tell on which side of its turn a ReLU of the head is: either map is right there.
    """
    session, largest = Session(model, OUTPUTS), 0.0
    for at in range(0, len(images), 64):
        inputs = to_input(images[at:at + 64])
        actual, expected = session.run(inputs), network.eval()(torch.from_numpy(inputs))
        differences = {name: np.abs(actual[name] - value.numpy()) for name, value in zip(OUTPUTS, expected)}
        differences["cam"] = differences["cam"][network.turn(torch.from_numpy(inputs)).numpy() > LARGEST_DIFFERENCE]
        largest = max(largest, *(float(each.max(initial=0)) for each in differences.values()))
    return largest


def export(network: Explained, card: dict, images: np.ndarray, folder: Path) -> Path:
    """Writes the pair, unless ONNX Runtime scores the images otherwise than PyTorch (RuntimeError); adds file, sha256 and selfCheckLogit to the card."""
    model = to_onnx(network, card["input"]["width"])
    difference = parity(network, model, images)
    if not difference <= LARGEST_DIFFERENCE:
        raise RuntimeError(f"ONNX Runtime differs from PyTorch by {difference:.1e} on {len(images)} images; at most {LARGEST_DIFFERENCE:.0e} is let through")
    print(f"ONNX Runtime and PyTorch differ by at most {difference:.1e} on {len(images)} images")

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{card['name']}.onnx"
    path.write_bytes(model)
    card = {
        **card, "file": path.name, "sha256": hashlib.sha256(model).hexdigest(),
        "selfCheckLogit": self_check_logit(model, card["input"]["width"], card["input"]["height"]),
    }
    path.with_suffix(".json").write_text(json.dumps(card, indent=2) + "\n")
    return path
