"""Choose in how many bits the weights of a trained model are committed, and say what each form costs.

    python3 models/compress.py --data DIR [ARCH ...]

Reads the pairs that trainings left in models/runs/ARCH, writes models/artifacts/ARCH.onnx with its card, which patches it has
seen (seen.py), and models/reports/sizes.json. A smaller form is taken only for a large model, and only through the gate: measured on the
validation patients, it calls hardly an image otherwise than the trained weights do. "int8 weights", "float16" and "pruned"
compute in float32; "int8" computes its convolutions in int8, by ranges measured on training images.
"""
import argparse
import hashlib
import json
import time
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from card import version_after
from data import SIDES, Patches, load_idc, to_input
from evaluate import load_model, outputs
from lighten import pruned, to_float16, to_int8
from listing import list_idc
from metrics import score
from ort import Session
from quantise import to_int8_arithmetic
from refusal import Refused, answer
from release import SEEN_AS_USUAL
from seen import write_seen
from selfcheck import self_check_logit
from sides import side
from folders import ARTIFACTS, DATA, REPORTS, RUNS, VARIANTS

SMALL_BYTES = 8_000_000  # of a file that stays in float32
LARGEST_FLIPS, LARGEST_LOSS, LARGEST_CHANGE = 0.005, 0.002, 0.1  # the gate: share of images called otherwise, ROC-AUC lost, change of any probability
WORTH_IT = 1.5  # how many times as fast int8 must be to be taken for what it loses

RANGE_IMAGES = 256  # training images that int8's ranges are measured on
ROUNDS = 21  # pairs of runs of one image that a speed is the median of

FORMS = {
    "float32": lambda model, _: model,
    "float16": lambda model, _: to_float16(model),
    "int8 weights": lambda model, _: to_int8(model),
    "int8": lambda model, images: to_float16(to_int8_arithmetic(model, images)),
    "int8 weights, 30 % pruned": lambda model, _: to_int8(pruned(model, 0.3)),
    "int8 weights, 50 % pruned": lambda model, _: to_int8(pruned(model, 0.5)),
}
SMALLER = ("int8", "int8 weights", "float16")  # for a large model, the first that passes


@dataclass(frozen=True)
class Cost:
    """What a form of a model's weights costs, on validation patients. Flips, largest difference and speed are in relation to float32."""

    form: str
    bytes: int
    zippedBytes: int
    rocAuc: float
    balancedAccuracy: float
    flips: float
    largestDifference: float
    speed: float


def speed(session: Session, exact: Session, image: np.ndarray) -> float:
    """How many times as fast as another session one is, with one image: the median over pairs, as machines drift."""
    def seconds(of: Session) -> float:
        started = time.perf_counter()
        of.run(to_input(image))
        return time.perf_counter() - started

    return float(np.median([seconds(exact) / seconds(session) for _ in range(ROUNDS)]))


def cost(form: str, model: bytes, probabilities: np.ndarray, exact: np.ndarray, labels: np.ndarray, threshold: float, times: float) -> Cost:
    calls = probabilities >= threshold
    return Cost(
        form, len(model), len(zlib.compress(model, 9)), round(float(roc_auc_score(labels, probabilities)), 4),
        round(float(balanced_accuracy_score(labels, calls)), 4), round(float(np.mean(calls != (exact >= threshold))), 5),
        round(float(np.abs(probabilities - exact).max()), 5), round(times, 2))


def passes(form: Cost, exact: Cost) -> bool:
    return form.flips <= LARGEST_FLIPS and form.rocAuc >= exact.rocAuc - LARGEST_LOSS and form.largestDifference <= LARGEST_CHANGE


def costs_of(model: bytes, card: dict, train: Patches, validation: Patches) -> tuple[dict[str, bytes], dict[str, Cost]]:
    """The model in every form, and what each costs."""
    models = {form: make(model, train.images[::max(1, len(train) // RANGE_IMAGES)]) for form, make in FORMS.items()}
    sessions = {form: Session(each, ("probability",)) for form, each in models.items()}
    scored = {form: outputs(session, validation.images) for form, session in sessions.items()}
    return models, {
        form: cost(form, models[form], scored[form], scored["float32"], validation.labels, card["threshold"],
                   speed(session, sessions["float32"], validation.images[:1]))
        for form, session in sessions.items()
    }


def chosen(costs: dict[str, Cost]) -> str:
    """float32 for a small model, else the first smaller form that passes the gate, int8 if it is fast too. Raises RuntimeError if none does."""
    exact = costs["float32"]
    if exact.bytes <= SMALL_BYTES:
        return exact.form
    for form in SMALLER:
        if passes(costs[form], exact) and (form != "int8" or costs[form].speed >= WORTH_IT):
            return form
    raise RuntimeError(f"no smaller form passes the gate: {[costs[form] for form in SMALLER]}; at most {LARGEST_FLIPS:.1%} of images may be called otherwise")


def commit(card: dict, form: Cost, model: bytes, validation: Patches, held_out: Patches, folder: Path) -> Path:
    """Writes the pair, with the figures of the very file that is written, and the version after that of the card there or, for a candidate, of the served one."""
    session = Session(model, tuple(card["outputs"].values()))
    figures = score(outputs(session, held_out.images), held_out.labels, card["threshold"])
    card = {
        **card, "sha256": hashlib.sha256(model).hexdigest(), "metrics": {**card["metrics"], **figures},
        "largestDistance": round(float(np.quantile(outputs(session, validation.images, "distance"), SEEN_AS_USUAL)), 4),
        "weights": {"form": form.form, "flips": form.flips, "largestDifference": form.largestDifference},
        "selfCheckLogit": self_check_logit(model, card["input"]["width"], card["input"]["height"]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / card["file"]
    card_path = path.with_suffix(".json")
    card["version"] = version_after([card_path, ARTIFACTS / card_path.name], card, ("sha256",))
    path.write_bytes(model)
    card_path.write_text(json.dumps(card, indent=2) + "\n")
    return path


def compress(card_path: Path, train: Patches, validation: Patches, held_out: Patches, folder: Path) -> dict[str, Cost]:
    """Commits the pair of a card to a folder in the form that is chosen; what every form costs."""
    card, _ = load_model(card_path)
    models, costs = costs_of((card_path.parent / card["file"]).read_bytes(), card, train, validation)
    form = chosen(costs)
    path = commit(card, costs[form], models[form], validation, held_out, folder)
    if form == "float32" and passes(costs["int8"], costs[form]):
        commit(card, costs["int8"], models["int8"], validation, held_out, VARIANTS)
    print(f"wrote {path} in {form}: {costs[form].flips:.2%} of the validation patients' images are called otherwise than in float32")
    return costs


def card_of(runs: Path, name: str) -> Path:
    """Where the training of an architecture left its card. Raises Refused if there is none."""
    path = runs / name / f"{name}.json"
    if not path.exists():
        raise Refused(f"no {path}: train it first by models/train.py --arch {name}")
    return path


def table(costs: dict[str, dict[str, dict]]) -> str:
    lines = ["| model | weights | MB | MB zipped | ROC-AUC | balanced accuracy | called otherwise | largest difference | times as fast |", "|---|---|---|---|---|---|---|---|---|"]
    for name, forms in costs.items():
        for form, each in forms.items():
            lines.append(f"| {name} | {form} | {each['bytes'] / 1e6:.2f} | {each['zippedBytes'] / 1e6:.2f} | {each['rocAuc']:.4f} "
                         f"| {each['balancedAccuracy']:.4f} | {each['flips']:.2%} | {each['largestDifference']:.4f} | {each['speed']:.2f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", metavar="ARCH", help="default: all that are in the runs' folder")
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds idc/ (default: $PATHOCHAIN_DATA)")
    parser.add_argument("--runs", type=Path, default=RUNS, help="folder of the runs (default: models/runs)")
    parser.add_argument("--out", type=Path, default=ARTIFACTS, help="folder for the models and their cards (default: models/artifacts)")
    parser.add_argument("--only-measure", action="store_true", help="write the sizes alone, no model")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA")

    names = arguments.models or sorted(card.stem for card in arguments.runs.glob("*/*.json") if card.stem == card.parent.name)
    cards = [card_of(arguments.runs, name) for name in names]
    sizes = REPORTS / "sizes.json"
    result = json.loads(sizes.read_text()) if sizes.exists() else {}
    for name, card_path in zip(names, cards):
        card, _ = load_model(card_path)
        patches = load_idc(arguments.data / "idc", card["input"]["width"], card["input"]["height"])
        sides = [side(patches, card, name) for name in SIDES]
        if arguments.only_measure:
            costs = costs_of((card_path.parent / card["file"]).read_bytes(), card, *sides[:2])[1]
        else:
            costs = compress(card_path, *sides, arguments.out)
            write_seen(list_idc(arguments.data / "idc"), card, arguments.out)
        result[name] = {form: asdict(each) for form, each in costs.items()}
        sizes.write_text(json.dumps(dict(sorted(result.items())), indent=2) + "\n")
    print("IDC, validation patients", table(result), sep="\n\n")


if __name__ == "__main__":
    answer(main)
