"""Score the committed models and their ensemble through ONNX Runtime; print a Markdown table and write all figures as JSON.

    python3 models/evaluate.py --data DIR [--out FILE] [--side validation] [--flips] [--jpeg QUALITY]

DIR holds idc/0 and idc/1, or idc/PATIENT/0 and idc/PATIENT/1, with or without the idc/. If its patients are those that the models were
trained on and held out from, only the held-out ones are scored; any other folder is scored whole, and it is for you to know that no
model was trained on it.
Refuses a model whose file is not the one its card states, and patches of one class only. Of one patient there are figures without intervals.
"""
import argparse
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from compression import LARGEST_QUALITY, as_jpeg
from data import Change, Split, opened, resized, split_by_patient, split_id, take_sides, to_input
from ensemble import FILE, read_ensemble
from listing import Listing, list_idc
from metrics import intervals, score_patients
from ort import Session
from folders import ARTIFACTS, DATA
from progress import say
from refusal import Refused, answer

COLUMNS = {
    "loss": "loss", "rocAuc": "ROC-AUC", "accuracy": "accuracy", "balancedAccuracy": "balanced accuracy",
    "precision": "precision", "recall": "recall", "f1": "F1", "patientScore": "patient score", "ece": "ECE",
}
WHOLE = "the whole folder"
BATCH = 128


def card_paths(folder: Path) -> list[Path]:
    """Cards of the models of a folder, each NAME.json beside its NAME.onnx, by name. Raises Refused if there are none."""
    paths = sorted(path for path in folder.glob("*.json") if path.with_suffix(".onnx").exists())
    if not paths:
        raise Refused(f"no models in {folder}: give a folder of NAME.onnx and NAME.json by --models")
    return paths


def load_model(card_path: Path) -> tuple[dict, Session]:
    """A card and a session of its model."""
    card = json.loads(card_path.read_text())
    model = (card_path.parent / card["file"]).read_bytes()
    if hashlib.sha256(model).hexdigest() != card["sha256"]:
        raise Refused(f"{card['file']} is not the model that {card_path} describes: restore both, or train again")
    return card, Session(model, tuple(card["outputs"].values()))


def outputs(session: Session, images: np.ndarray, name: str = "probability") -> np.ndarray:
    """One output (N, ...) for images (N, H, W, 3) uint8."""
    return np.concatenate([session.run(to_input(images[at:at + BATCH]))[name] for at in range(0, len(images), BATCH)])


def over_views(session: Session, images: np.ndarray) -> np.ndarray:
    """The mean probability (N,) over the eight ways to turn and flip a square image."""
    return sum(outputs(session, np.rot90(view, turn, (1, 2))) for view in (images, images[:, :, ::-1]) for turn in range(4)) / 8


def is_known(patches: Split, card: dict) -> bool:
    """Whether these are the very patients that the model of the card was trained on and held out from."""
    return split_id(split_by_patient(patches.patients, card["data"]["seed"])) == card["data"]["splitId"]


def side(patches: Split, card: dict, name: str) -> Split:
    """The patches of one side of the split of the card."""
    if not is_known(patches, card):
        raise Refused(f"these are not the patients that {card['name']} was trained on and held out from: the split has another id than its card's")
    return take_sides(patches, split_by_patient(patches.patients, card["data"]["seed"]))[name]


def idc_folder(data: Path) -> Path:
    return data / "idc" if (data / "idc").is_dir() else data


def to_score(listing: Listing, cards: list[dict], name: str | None) -> tuple[Listing, str]:
    """The patches of a folder that are scored, and what they are: a side of the split (None: held-out or whole)."""
    splits = {card["data"]["splitId"] if name is not None or is_known(listing, card) else WHOLE for card in cards}
    if len(splits) != 1:
        raise Refused(f"{', '.join(card['name'] for card in cards)} were not held out from the same patients: train them on one split")
    return (listing, WHOLE) if splits == {WHOLE} else (side(listing, cards[0], name or "test"), f"{name or 'held-out'} patients")


def votes(
    data: Path, models: Path, name: str | None = None, score_by: Callable[[Session, np.ndarray], np.ndarray] = outputs, change: Change | None = None,
) -> tuple[list[dict], np.ndarray, Listing, str]:
    """Cards, probabilities (models, N), the patches scored, each changed before it is resized if need be, and what they are.

    Each file is read once, and no more than a batch of them is held.
    """
    cards, sessions = zip(*map(load_model, card_paths(models)))
    scored, title = to_score(list_idc(idc_folder(data)), cards, name)
    if len(set(scored.labels)) < 2:
        raise Refused(f"{idc_folder(data)} holds patches of class {scored.labels[0]:.0f} only: figures take patches of both classes, so add some of the other")
    probabilities = np.empty((len(cards), len(scored)), dtype=np.float32)
    for start in range(0, len(scored), BATCH):
        images = [opened(file, change) for file in scored.files[start:start + BATCH]]
        end = start + len(images)
        for card, session, row in zip(cards, sessions, probabilities):
            row[start:end] = score_by(session, np.stack([resized(image, card["input"]["width"], card["input"]["height"]) for image in images]))
        say("scored", start, end, len(scored))
    return list(cards), probabilities, scored, title


def figures(probabilities: np.ndarray, patches: Split, threshold: float) -> dict:
    arguments = (probabilities, patches.labels, patches.patients, threshold)
    return {"threshold": threshold, **score_patients(*arguments), "intervals": intervals(*arguments)}


def evaluate(data: Path, models: Path, name: str | None = None, flips: bool = False, jpeg: int | None = None) -> dict:
    """Figures of each model and of the vote that serving takes: the folder's ensemble, or without one the mean of the probabilities."""
    cards, probabilities, patches, title = votes(
        data, models, name, over_views if flips else outputs, None if jpeg is None else lambda image: as_jpeg(image, jpeg))
    title = ", ".join([title, *(["mean over eight views"] if flips else []), *([f"as JPEG of quality {jpeg}"] if jpeg is not None else [])])
    results = {card["name"]: figures(each, patches, card["threshold"]) for card, each in zip(cards, probabilities)}
    scored = {card["name"]: card["sha256"] for card in cards}
    if (models / FILE).exists():
        ensemble = read_ensemble(models, cards)
        scored["ensemble"] = hashlib.sha256((models / FILE).read_bytes()).hexdigest()
        results["ensemble"] = figures(ensemble.probability(probabilities), patches, ensemble.threshold)
    elif len(cards) > 1:
        results["ensemble"] = figures(probabilities.mean(0), patches, float(np.mean([card["threshold"] for card in cards])))
    return {
        "data": "IDC", "scored": title, "patients": len(set(patches.patients)), "patches": len(patches),
        "models": scored, "figures": results,
    }


def table(result: dict) -> str:
    lines = [f"{result['data']}, {result['scored']}: {result['patients']} patients, {result['patches']} patches", "",
             f"| model | {' | '.join(COLUMNS.values())} |", f"|{'---|' * (1 + len(COLUMNS))}"]
    for name, each in result["figures"].items():
        lines.append(f"| {name} | {' | '.join(f'{each[column]:.4f}' for column in COLUMNS)} |")
    if result["patients"] < 2:
        return "\n".join([*lines, "", "No intervals: they are over patients, and all patches are of one."])
    lines += ["", "95 % intervals over patients:", "", "| model | ROC-AUC | balanced accuracy | ECE |", "|---|---|---|---|"]
    for name, each in result["figures"].items():
        lines.append(f"| {name} | " + " | ".join("{:.4f} to {:.4f}".format(*each["intervals"][column]) for column in ("rocAuc", "balancedAccuracy", "ece")) + " |")
    return "\n".join(lines)


def jpeg_quality(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LARGEST_QUALITY:
        raise argparse.ArgumentTypeError(f"{text} is no quality of JPEG from 1 to {LARGEST_QUALITY}")
    return int(text)


def require_writable(file: Path) -> None:
    """Makes its folder if need be. Raises Refused where the file could not be written later; one that is there stays as it is."""
    there = file.exists()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.open("a").close()
    except OSError as error:
        raise Refused(f"{file} cannot be written ({error.strerror}): give another file by --out") from error
    if not there:
        file.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds idc/, or what idc/ holds (default: $PATHOCHAIN_DATA)")
    parser.add_argument("--models", type=Path, default=ARTIFACTS, help="folder of models and cards (default: models/artifacts)")
    parser.add_argument("--out", type=Path, help="file for all figures as JSON; its folder is made if need be")
    parser.add_argument("--side", choices=["validation"], help="score the side that everything was chosen on instead")
    parser.add_argument("--flips", action="store_true", help="score each image in its eight turns and flips and take the mean, which serving does not")
    parser.add_argument("--jpeg", type=jpeg_quality, metavar="QUALITY", help="score the images as they come out of JPEG of that quality, 1 to 95, with colours at half the resolution")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA")

    if arguments.out is not None:
        require_writable(arguments.out)
    result = evaluate(arguments.data, arguments.models, arguments.side, arguments.flips, arguments.jpeg)
    print(table(result))
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    answer(main)
