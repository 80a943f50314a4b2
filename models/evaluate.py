"""Score the committed models on held-out patients, through ONNX Runtime, and print a Markdown table.

    python3 models/evaluate.py --data DIR

DIR holds idc/0 and idc/1. Refuses a model whose file or split is not the one its card states.
"""
import argparse
import hashlib
import json
import os
from pathlib import Path

import numpy as np

from data import Patches, load_idc, split_by_patient, split_id, take_sides, to_input
from metrics import score
from ort import Session
from train import ARTIFACTS

COLUMNS = {
    "loss": "loss", "rocAuc": "ROC-AUC", "accuracy": "accuracy", "balancedAccuracy": "balanced accuracy",
    "precision": "precision", "recall": "recall", "f1": "F1",
}


def load_model(card_path: Path) -> tuple[dict, Session]:
    """A card and a session of its model."""
    card = json.loads(card_path.read_text())
    model = (card_path.parent / card["file"]).read_bytes()
    if hashlib.sha256(model).hexdigest() != card["sha256"]:
        raise ValueError(f"{card['file']} is not the model that {card_path} describes: restore both, or train again")
    return card, Session(model)


def probabilities(session: Session, images: np.ndarray) -> np.ndarray:
    """Probabilities (N,) of images (N, H, W, 3) uint8."""
    batches = [session.run(to_input(images[at:at + 256]))["probability"] for at in range(0, len(images), 256)]
    return np.concatenate(batches)


def held_out(patches: Patches, card: dict) -> Patches:
    """The patches of the patients whom the model of the card has never seen."""
    split = split_by_patient(patches.patients, card["data"]["seed"])
    if split_id(split) != card["data"]["splitId"]:
        raise ValueError(f"these are not the patients that {card['name']} was trained on and held out from: the split has another id than its card's")
    return take_sides(patches, split)["test"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("PATHOCHAIN_DATA"), help="folder that holds idc/ (default: $PATHOCHAIN_DATA)")
    parser.add_argument("--models", type=Path, default=ARTIFACTS, help="folder of models and cards (default: models/artifacts)")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA")

    print(f"| model | held-out patients | patches | {' | '.join(COLUMNS.values())} |\n|{'---|' * (3 + len(COLUMNS))}")
    for card_path in sorted(arguments.models.glob("*.json")):
        card, session = load_model(card_path)
        patches = held_out(load_idc(arguments.data / "idc", card["input"]["width"], card["input"]["height"]), card)
        figures = score(probabilities(session, patches.images), patches.labels, card["threshold"])
        cells = [card["name"], len(set(patches.patients)), len(patches), *(f"{figures[name]:.4f}" for name in COLUMNS)]
        print(f"| {' | '.join(str(cell) for cell in cells)} |")


if __name__ == "__main__":
    main()
