"""Score the committed models and their ensemble through ONNX Runtime; print a Markdown table and write all figures as JSON.

    python3 models/evaluate.py --data DIR [--out FILE] [--side validation] [--flips] [--jpeg QUALITY]

DIR holds idc/0 and idc/1, or idc/PATIENT/0 and idc/PATIENT/1, with or without the idc/. If its patients are those that the models were
trained on and held out from, only the held-out ones are scored. Of any other folder all are but those of whom a patch was trained or chosen on:
the models' seen-*.npy tells it by its pixels, whatever its name, but not if it was resized or compressed with loss since, nor a patient of whom
all patches here are others. How many were left out is said, and stands in FILE as leftOut.
Refuses a model whose file is not the one its card states, or of which this machine computes something else than its card says, and patches of
one class only. Of one patient there are figures without intervals.
"""
import argparse
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from card import read_card
from compression import LARGEST_QUALITY, as_jpeg
from data import Change, Split, opened, resized, to_input
from ensemble import FILE, read_ensemble
from listing import Listing
from metrics import intervals, lead, score_patients
from ort import Session
from folders import ARTIFACTS, DATA
from progress import say
from refusal import Refused, answer
from scope import Scope, idc_folder, to_score
from selfcheck import require_self_check

COLUMNS = {
    "loss": "loss", "rocAuc": "ROC-AUC", "accuracy": "accuracy", "balancedAccuracy": "balanced accuracy",
    "precision": "precision", "recall": "recall", "f1": "F1", "patientScore": "patient score", "ece": "ECE",
}
BATCH = 128


def card_paths(folder: Path) -> list[Path]:
    """Cards of the models of a folder, each NAME.json beside its NAME.onnx, by name. Raises Refused if there are none."""
    paths = sorted(path for path in folder.glob("*.json") if path.with_suffix(".onnx").exists())
    if not paths:
        raise Refused(f"no models in {folder}: give a folder of NAME.onnx and NAME.json by --models")
    return paths


def load_model(card_path: Path) -> tuple[dict, Session]:
    """A card and a session of its model."""
    card = read_card(card_path)
    model = (card_path.parent / card["file"]).read_bytes()
    if hashlib.sha256(model).hexdigest() != card["sha256"]:
        raise Refused(f"{card['file']} is not the model that {card_path} describes: restore both, or train again")
    try:
        session = Session(model, tuple(card["outputs"].values()))
    except RuntimeError as error:
        raise Refused(f"{card_path.parent / card['file']} cannot be loaded: {error}. Restore it, or export the model again") from error
    require_self_check(card, session)
    return card, session


def outputs(session: Session, images: np.ndarray, name: str = "probability") -> np.ndarray:
    """One output (N, ...) for images (N, H, W, 3) uint8."""
    return np.concatenate([session.run(to_input(images[at:at + BATCH]))[name] for at in range(0, len(images), BATCH)])


def over_views(session: Session, images: np.ndarray) -> np.ndarray:
    """The mean probability (N,) over the eight ways to turn and flip a square image."""
    return sum(outputs(session, np.rot90(view, turn, (1, 2))) for view in (images, images[:, :, ::-1]) for turn in range(4)) / 8


def votes(
    data: Path, models: Path, name: str | None = None, score_by: Callable[[Session, np.ndarray], np.ndarray] = outputs, change: Change | None = None,
) -> tuple[list[dict], np.ndarray, Listing, Scope]:
    """Cards, probabilities (models, N), the patches scored, each changed before it is resized if need be, and what they are.

    Each file is read once for all models, and no more than a batch of them is held.
    """
    cards, sessions = zip(*map(load_model, card_paths(models)))
    scored, scope = to_score(idc_folder(data), cards, models, name)
    probabilities = np.empty((len(cards), len(scored)), dtype=np.float32)
    for start in range(0, len(scored), BATCH):
        images = [opened(file, change) for file in scored.files[start:start + BATCH]]
        end = start + len(images)
        for card, session, row in zip(cards, sessions, probabilities):
            row[start:end] = score_by(session, np.stack([resized(image, card["input"]["width"], card["input"]["height"]) for image in images]))
        say("scored", start, end, len(scored))
    return list(cards), probabilities, scored, scope


def figures(probabilities: np.ndarray, patches: Split, threshold: float) -> dict:
    arguments = (probabilities, patches.labels, patches.patients, threshold)
    return {"threshold": threshold, **score_patients(*arguments), "intervals": intervals(*arguments)}


def lead_of(vote: np.ndarray, threshold: float, cards: list[dict], probabilities: np.ndarray, patches: Split, results: dict) -> dict:
    """The member of the highest ROC-AUC here, and how far above its figures those of the vote (N,) are: 95 % intervals over patients, paired."""
    best = max(range(len(cards)), key=lambda at: results[cards[at]["name"]]["rocAuc"])
    return {"over": cards[best]["name"], "intervals": lead(vote, probabilities[best], patches.labels, patches.patients, (threshold, cards[best]["threshold"]))}


def evaluate(data: Path, models: Path, name: str | None = None, flips: bool = False, jpeg: int | None = None) -> dict:
    """Figures of each model and of the vote that serving takes: the folder's ensemble, or without one the mean of the probabilities."""
    cards, probabilities, patches, scope = votes(
        data, models, name, over_views if flips else outputs, None if jpeg is None else lambda image: as_jpeg(image, jpeg))
    title = ", ".join([scope.title, *(["mean over eight views"] if flips else []), *([f"as JPEG of quality {jpeg}"] if jpeg is not None else [])])
    results = {card["name"]: figures(each, patches, card["threshold"]) for card, each in zip(cards, probabilities)}
    scored = {card["name"]: card["sha256"] for card in cards}
    vote, threshold = None, None
    if (models / FILE).exists():
        ensemble = read_ensemble(models, cards)
        scored["ensemble"] = hashlib.sha256((models / FILE).read_bytes()).hexdigest()
        vote, threshold = ensemble.probability(probabilities), ensemble.threshold
    elif len(cards) > 1:
        vote, threshold = probabilities.mean(0), float(np.mean([card["threshold"] for card in cards]))
    ahead = {}
    if vote is not None:
        ahead = {"lead": lead_of(vote, threshold, cards, probabilities, patches, results)}
        results["ensemble"] = figures(vote, patches, threshold)
    return {
        "data": "IDC", "scored": title, **({"leftOut": scope.left_out} if scope.left_out else {}), "patients": len(set(patches.patients)), "patches": len(patches),
        "models": scored, "figures": results, **ahead,
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
    if "lead" in result:
        lines += ["", f"The ensemble's figures less those of {result['lead']['over']}, the member of the highest ROC-AUC: " + ", ".join(
            "{} {:.4f} to {:.4f}".format(COLUMNS[column], *result["lead"]["intervals"][column]) for column in ("loss", "rocAuc", "balancedAccuracy")) + "."]
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
