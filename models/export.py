"""From a trained network to NAME.onnx and its card NAME.json, the pair that serving loads."""
import hashlib
import io
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from data import to_input
from ort import Session

LARGEST_DIFFERENCE = 1e-4


class WithProbability(nn.Module):
    """Adds the probability to a network that gives logits."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        logits = self.network(images)
        return torch.sigmoid(logits), logits


def to_onnx(network: nn.Module, size: int) -> bytes:
    """The ONNX file: input `image` (N, 3, size, size) in 0..1, outputs `probability` and `logit` (N,), any N."""
    file = io.BytesIO()
    torch.onnx.export(
        WithProbability(network).eval(), (torch.zeros(2, 3, size, size),), file,
        input_names=["image"], output_names=["probability", "logit"],
        dynamic_axes={name: {0: "n"} for name in ("image", "probability", "logit")}, opset_version=17,
    )
    return file.getvalue()


@torch.inference_mode()
def parity(network: nn.Module, model: bytes, images: np.ndarray) -> float:
    """Largest difference between ONNX Runtime and PyTorch in probabilities and logits of images (N, H, W, 3) uint8."""
    inputs = to_input(images)
    expected = WithProbability(network).eval()(torch.from_numpy(inputs))
    actual = Session(model).run(inputs)
    return max(float(np.abs(actual[name] - value.numpy()).max()) for name, value in zip(("probability", "logit"), expected))


def export(network: nn.Module, card: dict, images: np.ndarray, folder: Path) -> Path:
    """Writes the pair, unless ONNX Runtime scores the images otherwise than PyTorch (RuntimeError); adds file and sha256 to the card."""
    model = to_onnx(network, card["input"]["width"])
    difference = parity(network, model, images)
    if not difference <= LARGEST_DIFFERENCE:
        raise RuntimeError(f"ONNX Runtime differs from PyTorch by {difference:.1e} on {len(images)} images; at most {LARGEST_DIFFERENCE:.0e} is let through")
    print(f"ONNX Runtime and PyTorch differ by at most {difference:.1e} on {len(images)} images")

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{card['name']}.onnx"
    path.write_bytes(model)
    card = {**card, "file": path.name, "sha256": hashlib.sha256(model).hexdigest()}
    path.with_suffix(".json").write_text(json.dumps(card, indent=2) + "\n")
    return path
