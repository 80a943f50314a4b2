"""The card of a model: all that serving and its readers need to know."""
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from refusal import Refused

PREPROCESSING = ["srgb8", "resize-triangle", "divide-255"]  # resized and to_input in data.py
LICENSE = "Apache-2.0 for the weights; terms of the training images not cleared for redistribution; research use only"
MEMBERS = ("name", "file", "sha256", "task", "input", "outputs", "threshold", "data")  # of a card, without which no model is run


@dataclass(frozen=True)
class Task:
    """What the images of a data set are, and what is told of them."""

    data: str
    task: str
    negative: str
    positive: str
    width: int  # of an image as it comes
    height: int
    description: str  # to follow "this model was trained on"


IDC = Task(
    "IDC breast histopathology patches (Cruz-Roa et al. 2014; Janowczyk & Madabhushi 2016), a subset",
    "invasive ductal carcinoma (IDC) in a breast H&E patch: present or not; says nothing of benign or malignant",
    "no invasive ductal carcinoma", "invasive ductal carcinoma", 50, 50,
    "50x50 pixel patches of breast tissue (H&E) cut from whole slides that were scanned at 40x and downsampled",
)
BREAKHIS = Task(
    "BreaKHis breast tumour images at 400X (Spanhol et al. 2016)",
    "a breast tumour in a BreaKHis H&E image at 400X: benign or malignant",
    "benign", "malignant", 700, 460, "700x460 pixel images of breast tumour tissue (H&E) taken at 400X",
)


def make_card(name: str, task: Task, size: int, threshold: float, novelty: float, smoothness: dict, colours: dict, metrics: dict, data: dict, training: dict) -> dict:
    """Everything but file, sha256 and selfCheckLogit, which the export adds, and a version that is counted up where it replaces another. novelty is the distance beyond which an
    image counts as unlike the training's, smoothness the fine detail below which it counts as too smooth, colours the limits of usual ones."""
    return {
        "name": name,
        "version": "1",
        "task": task.task,
        "labels": {"negative": task.negative, "positive": task.positive},
        "input": {"name": "image", "width": size, "height": size, "layout": "NCHW", "range": [0, 1]},
        "outputs": {"probability": "probability", "logit": "logit", "cam": "cam", "distance": "distance"},
        "preprocessing": {"steps": PREPROCESSING},
        "scale": {
            "nativeWidth": task.width,
            "nativeHeight": task.height,
            "tolerance": 1.5,
            "micronsPerPixel": None,  # no source states it
            "leastDetail": smoothness,
            "usualColours": colours,
            "description": task.description,
        },
        "threshold": threshold,
        "largestDistance": round(novelty, 4),
        "metrics": metrics,
        "data": data,
        "training": training,
        "trainedAt": datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "license": LICENSE,
    }


def read_card(path: Path, members: Iterable[str] = MEMBERS) -> dict:
    """A card. Raises Refused where it is damaged or lacks one of the members that are read of every card."""
    try:
        card = json.loads(path.read_text())
    except ValueError as error:
        raise Refused(f"{path} is no card: {error}. Restore it, or write it anew") from error
    lacking = [member for member in members if not isinstance(card, dict) or member not in card]
    if lacking:
        raise Refused(f"{path} lacks {', '.join(lacking)}: restore it, or write it anew")
    return card


def version_after(replaced: Iterable[Path], card: dict, identity: tuple[str, ...]) -> str:
    """The version of a card that follows others, where they are there: theirs if they state the same identity, else one more than their highest."""
    others = {path: read_card(path, ("version", *identity)) for path in replaced if path.exists()}
    for path, other in others.items():
        if not str(other["version"]).isdecimal():
            raise Refused(f"{path} says it is version {other['version']!r}, which cannot be counted up from. Give it a whole number, as \"1\"")
    same = [other["version"] for other in others.values() if all(other[member] == card[member] for member in identity)]
    return same[0] if same else str(1 + max((int(other["version"]) for other in others.values()), default=0))
