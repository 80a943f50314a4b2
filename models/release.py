"""From trained weights to what is committed: calibrated on validation patients, scored on held-out ones, explained, exported."""
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.special import expit

from architectures import Network, parameter_counts
from breakhis import RANDOM_SPLIT
from calibration import best_threshold, cool, temperature
from card import Task, make_card
from colour import usual_colours
from config import Config
from data import Patches, to_input
from detail import SEEN_AS_SHARP, least_detail
from evaluate import COLUMNS, figures
from explain import Explained
from export import export
from metrics import score
from novelty import statistics_of

PARITY_IMAGES = 512
SEEN_AS_USUAL = 0.995  # share of the validation patients' images that are not called novel


@dataclass(frozen=True)
class Origin:
    """Where the weights come from. Split is what the held-out images are called in the card."""

    task: Task
    split: str
    data: dict
    best_epoch: int


@torch.inference_mode()
def read(network: Network, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logits (N,) and averaged features (N, C) of images (N, H, W, 3) uint8."""
    readings = [network.eval().read(torch.from_numpy(to_input(images[at:at + 256]))) for at in range(0, len(images), 256)]
    return tuple(torch.cat([getattr(reading, name) for reading in readings]).numpy() for name in ("logits", "features"))


def said(measured: dict) -> str:
    """Figures in one line, each with its interval where there is one."""
    spread = {name: " ({} to {})".format(*bounds) for name, bounds in measured.get("intervals", {}).items()}
    return "  ".join(f"{name} {measured[name]}{spread.get(name, '')}" for name in COLUMNS if name in measured)


def other_settings(config: Config) -> dict[str, float | str]:
    """Those that a card states nowhere else, by their names on the command line of train.py."""
    stated = {"arch", "size", "epochs", "batch_size", "learning_rate", "dropout", "seed"}
    return {name.replace("_", "-"): value for name, value in asdict(config).items() if name not in stated}


def release(network: Network, sides: dict[str, Patches], config: Config, origin: Origin, out: Path) -> Path:
    """Writes OUT/ARCH.onnx, its card and OUT/metrics.json; in the latter, figures over patients too, unless patients leak through the split."""
    validation, held_out = sides["validation"], sides["test"]
    logits, usual = read(network, validation.images)
    found = temperature(logits, validation.labels)
    cool(network, found)
    threshold = best_threshold(expit(logits / found), validation.labels)
    statistics = statistics_of(read(network, sides["train"].images)[1])
    novelty = float(np.quantile(statistics.distances(usual), SEEN_AS_USUAL))
    smoothness = least_detail(sides["train"].details)
    print(f"training patients: {SEEN_AS_SHARP:.2%} of images have more fine detail than {smoothness}")
    print(f"validation patients: temperature {found:.3f}, threshold {threshold}, {SEEN_AS_USUAL:.1%} of images nearer than {novelty:.3f}")

    probabilities = expit(read(network, held_out.images)[0])
    metrics = {"split": origin.split, "patients": len(set(held_out.patients)), "patches": len(held_out), **score(probabilities, held_out.labels, threshold)}
    measured = metrics if origin.split == RANDOM_SPLIT else {**metrics, **figures(probabilities, held_out, threshold)}
    print(f"{origin.split}, epoch {origin.best_epoch}: {said(measured)}")
    training = {
        "architecture": config.arch, "parameters": parameter_counts(network).total, "bestEpoch": origin.best_epoch, "epochs": config.epochs,
        "batchSize": config.batch_size, "learningRate": config.learning_rate, "dropout": config.dropout, "settings": other_settings(config),
    }
    card = make_card(config.arch, origin.task, config.size, threshold, novelty, smoothness, usual_colours(sides["train"].colours), metrics, origin.data, training)
    path = export(Explained(network, statistics), card, held_out.images[::max(1, len(held_out) // PARITY_IMAGES)], out)
    (out / "metrics.json").write_text(json.dumps({"data": origin.data, **measured}, indent=2) + "\n")
    print(f"wrote {path} and its card")
    return path
