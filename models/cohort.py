"""The data sets that can be trained on, each with its sides. With `compressed`, their images are at hand as they come out of JPEG too."""
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import breakhis
from card import BREAKHIS, IDC, Task
from compression import of_drawn_quality
from data import Change, Patches, load_idc, made_up, split_by_patient, split_id, take_sides
from refusal import Refused

HELD_OUT = "held-out patients"
MADE_UP = replace(IDC, data="made-up patches")


@dataclass(frozen=True)
class Cohort:
    """Images in three sides, and what to say of them in a card: data is the card's, whose name and splitId tell which weights have seen whom.

    Raises Refused unless each side has images of both classes.
    """

    task: Task
    sides: dict[str, Patches]
    split: str
    data: dict

    def __post_init__(self) -> None:
        for name, patches in self.sides.items():
            if len(set(patches.labels)) < 2:
                raise Refused(f"the {len(patches)} images of the {name} side are not of both classes, and figures take both: add images of the other, or give another --seed")


def data_of(task: Task, patches: Patches, split: dict[str, str], seed: int) -> dict:
    return {"name": task.data, "patients": len(set(patches.patients)), "patches": len(patches), "splitId": split_id(split), "seed": seed}


def by_patient(task: Task, patches: Patches, split: dict[str, str], seed: int, title: str = HELD_OUT) -> Cohort:
    return Cohort(task, take_sides(patches, split), title, data_of(task, patches, split, seed))


def loaded(load: Callable[[Change | None], Patches], seed: int, compressed: bool) -> Patches:
    """What a loader gives for a change to each image: the images as they are, and as they come out of JPEG if need be."""
    patches = load(None)
    if not compressed:
        return patches
    jpegs = load(of_drawn_quality(seed))
    return replace(patches, compressed=jpegs.images, details=np.minimum(patches.details, jpegs.details))


def idc(folder: Path, size: int, seed: int, compressed: bool = False) -> Cohort:
    patches = loaded(lambda change: load_idc(folder / "idc", size, size, change), seed, compressed)
    return by_patient(IDC, patches, split_by_patient(patches.patients, seed), seed)


def of_made_up(size: int, seed: int, compressed: bool = False) -> Cohort:
    patches = loaded(lambda change: made_up(size, seed, change), seed, compressed)
    return by_patient(MADE_UP, patches, split_by_patient(patches.patients, seed), seed)


def breakhis_fold(folder: Path, size: int, seed: int, fold: int, compressed: bool = False) -> Cohort:
    """The honest default for BreaKHis: one of five folds of patients is held out."""
    patches = loaded(lambda change: breakhis.load_breakhis(folder / "breakhis", size, size, change=change), seed, compressed)
    split = breakhis.sides_of_fold(breakhis.folds_by_patient(patches, seed), fold)
    return by_patient(BREAKHIS, patches, split, seed, f"{HELD_OUT}, fold {fold} of 0 to {breakhis.FOLDS - 1}")


def breakhis_random(folder: Path, size: int, seed: int, compressed: bool = False) -> Cohort:
    """The paper's split, for comparison with its figures alone. Its id is over images, so that it is that of no split by patient."""
    patches = loaded(lambda change: breakhis.load_breakhis(folder / "breakhis", size, size, change=change), seed, compressed)
    positions = breakhis.split_at_random(len(patches), seed)
    split = {f"{patches.patients[position]}/{position}": side for side, taken in positions.items() for position in taken}
    sides = {side: patches.at(taken) for side, taken in positions.items()}
    return Cohort(BREAKHIS, sides, breakhis.RANDOM_SPLIT, data_of(BREAKHIS, patches, split, seed))
