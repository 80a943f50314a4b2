"""Train a network on IDC patches and export it with its card.

    python3 models/train.py --data DIR

DIR holds idc/0 and idc/1. Writes OUT/ARCH.onnx and its card OUT/ARCH.json, provided that ONNX Runtime scores the
held-out patients as PyTorch does.
"""
import argparse
import copy
import os
import sys
import tempfile
import time
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from architectures import ARCHITECTURES, parameter_counts
from card import idc_card
from data import Patches, load_idc, made_up, split_by_patient, split_id, take_sides, to_input
from export import export
from metrics import score

ARTIFACTS = Path(__file__).parent / "artifacts"


@dataclass(frozen=True)
class Config:
    """The settings of one run, which are its command line too. Size in pixels, patiences in epochs."""

    arch: str = "basecnn"
    size: int = 50
    epochs: int = 35
    batch_size: int = 32
    learning_rate: float = 1e-3
    dropout: float = 0.2
    stop_patience: int = 8
    plateau_patience: int = 3
    seed: int = 7


def augment(images: Tensor) -> Tensor:
    """Flips and quarter turns, drawn per image: a patch has no up, and neither blurs it. Square images (N, 3, S, S)."""
    out = images.clone()
    turns, flips = torch.randint(4, (len(images),)), torch.rand(len(images)) < 0.5
    for turn in range(4):
        out[turns == turn] = torch.rot90(images[turns == turn], turn, dims=(2, 3))
    out[flips] = out[flips].flip(3)
    return out


def train_epoch(model: nn.Module, optimizer: torch.optim.Optimizer, patches: Patches, config: Config, title: str) -> float:
    """One pass over the patches in random order; the mean loss."""
    model.train()
    total = 0.0
    batches = torch.randperm(len(patches)).split(config.batch_size)
    for number, batch in enumerate(batches, start=1):
        images = augment(torch.from_numpy(to_input(patches.images[batch.numpy()])))
        labels = torch.from_numpy(patches.labels[batch.numpy()])
        loss = binary_cross_entropy_with_logits(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch)
        if sys.stdout.isatty():
            print(f"{title}  batch {number}/{len(batches)}", end="\r", flush=True)
    return total / len(patches)


@torch.inference_mode()
def predict(model: nn.Module, images: np.ndarray) -> Tensor:
    """Logits (N,) of images (N, H, W, 3) uint8."""
    model.eval()
    return torch.cat([model(torch.from_numpy(to_input(images[at:at + 256]))) for at in range(0, len(images), 256)])


def fit(model: nn.Module, sides: dict[str, Patches], config: Config) -> int:
    """Trains until the validation loss has not fallen for a while and leaves the best weights in the model; returns their epoch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=config.learning_rate)
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=config.plateau_patience)
    labels = torch.from_numpy(sides["validation"].labels)
    best, best_epoch, best_weights = float("inf"), 0, {}
    for epoch in range(1, config.epochs + 1):
        started, rate, title = time.monotonic(), optimizer.param_groups[0]["lr"], f"epoch {epoch:2}/{config.epochs}"
        loss = train_epoch(model, optimizer, sides["train"], config, title)
        logits = predict(model, sides["validation"].images)
        validation = binary_cross_entropy_with_logits(logits, labels).item()
        if validation < best:
            best, best_epoch, best_weights = validation, epoch, copy.deepcopy(model.state_dict())
        print(f"{title}  loss {loss:.4f}  validation loss {validation:.4f}  ROC-AUC {roc_auc_score(labels, logits):.4f}"
              f"  rate {rate:.1e}  {time.monotonic() - started:.0f} s{'  best' if epoch == best_epoch else ''}", flush=True)
        if epoch - best_epoch >= config.stop_patience:
            print(f"stopped: no better validation loss for {config.stop_patience} epochs", flush=True)
            break
        plateau.step(validation)
    model.load_state_dict(best_weights)
    return best_epoch


def run(config: Config, patches: Patches, out: Path) -> None:
    """Trains on the patients of one side, stops by those of another, scores those of the third, and exports."""
    torch.manual_seed(config.seed)
    split = split_by_patient(patches.patients, config.seed)
    sides = take_sides(patches, split)
    for side, taken in sides.items():
        print(f"{side:10}  {len(set(taken.patients)):3} patients  {len(taken):6} patches  {taken.labels.mean():.1%} positive", flush=True)

    model = ARCHITECTURES[config.arch](config.dropout)
    best_epoch = fit(model, sides, config)
    held_out = sides["test"]
    figures = score(torch.sigmoid(predict(model, held_out.images)).numpy(), held_out.labels)
    print(f"held-out patients, epoch {best_epoch}: " + "  ".join(f"{name} {figure}" for name, figure in figures.items()))

    metrics = {"split": "held-out patients", "patients": len(set(held_out.patients)), "patches": len(held_out), **figures}
    data = {"patients": len(split), "patches": len(patches), "splitId": split_id(split), "seed": config.seed}
    training = {
        "architecture": config.arch, "parameters": parameter_counts(model)[0], "bestEpoch": best_epoch, "epochs": config.epochs,
        "batchSize": config.batch_size, "learningRate": config.learning_rate, "dropout": config.dropout,
    }
    path = export(model, idc_card(config.arch, config.size, metrics, data, training), held_out.images, out)
    print(f"wrote {path} and its card")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("PATHOCHAIN_DATA"), help="folder that holds idc/ (default: $PATHOCHAIN_DATA)")
    parser.add_argument("--out", type=Path, default=ARTIFACTS, help="folder for the model and its card (default: models/artifacts)")
    parser.add_argument("--dry-run", action="store_true", help="one epoch over made-up images, exported to a temporary folder")
    for field in fields(Config):
        choices = sorted(ARCHITECTURES) if field.name == "arch" else None
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default, choices=choices, help=f"default: {field.default}")
    arguments = vars(parser.parse_args())
    data, out, dry_run = arguments.pop("data"), arguments.pop("out"), arguments.pop("dry_run")
    config = Config(**arguments)

    if dry_run:
        with tempfile.TemporaryDirectory() as folder:
            run(replace(config, epochs=1), made_up(config.size, config.seed), Path(folder))
        return
    if data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA, or try --dry-run")
    print("reading patches", flush=True)
    run(config, load_idc(data / "idc", config.size, config.size), out)


if __name__ == "__main__":
    main()
