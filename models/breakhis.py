"""BreaKHis images: reading them, and splitting them by patient or, as much published work does, at random."""
import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data import FRACTIONS, SIDES, Change, Patches, read_images
from refusal import Refused

SUBTYPES = {"B": ("A", "F", "PT", "TA"), "M": ("DC", "LC", "MC", "PC")}
NAME = re.compile(r"SOB_(?P<letter>[BM])_(?P<subtype>[A-Z]{1,2})-(?P<year>[0-9]{2})-(?P<slide>[0-9]{3,5}[A-Z]{0,2})-(?P<magnification>40|100|200|400)-(?P<sequence>[0-9]{3})\.png")
CONFLICTING = frozenset({"13412"})  # one patient whose images stand under two malignant subtypes, DC and LC
RANDOM_SPLIT = "random over images: patients leak"
FOLDS = 5


@dataclass(frozen=True)
class Name:
    """What a file name says."""

    malignant: bool
    subtype: str
    year: str
    slide: str
    magnification: int
    sequence: str

    @property
    def patient(self) -> str:
        """The published patients are slide ids; those that differ in letters alone (22549AB, 22549CD) may be one woman's, so they stay together."""
        return self.slide.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    @property
    def conflicting(self) -> bool:
        return self.slide in CONFLICTING

    def __str__(self) -> str:
        return f"SOB_{'M' if self.malignant else 'B'}_{self.subtype}-{self.year}-{self.slide}-{self.magnification}-{self.sequence}.png"


def parse(name: str) -> Name:
    """Raises Refused unless the name is one that BreaKHis can have."""
    found = NAME.fullmatch(name)
    if found is None or found["subtype"] not in SUBTYPES[found["letter"]]:
        raise Refused(f"{name} is not named like SOB_M_DC-14-2773-400-001.png: give it its name, or move it out of the folder")
    return Name(found["letter"] == "M", found["subtype"], found["year"], found["slide"], int(found["magnification"]), found["sequence"])


def images_below(folder: Path) -> list[tuple[Path, Name]]:
    """Every image under a folder, at any depth, in the order of names; not what file managers leave, nor texts. Raises Refused if one is misnamed or there twice."""
    files = (file for file in folder.rglob("*") if file.suffix.lower() == ".png" or file.name.startswith("SOB_"))
    named = sorted(((file, parse(file.name)) for file in files if not file.name.startswith(".") and file.is_file()), key=lambda each: each[0].name)
    for (one, _), (other, _) in zip(named, named[1:]):
        if one.name == other.name:
            raise Refused(f"{one} and {other} are one image: move one of the two copies out of {folder}")
    return named


def load_breakhis(folder: Path, width: int, height: int, magnification: int | None = 400, change: Change | None = None) -> Patches:
    """Every image under a folder, at any depth, of one magnification or (None) of all, each changed before it is resized if need be. Label 1 is malignant."""
    named = [each for each in images_below(folder) if magnification in (None, each[1].magnification)]
    if not named:
        raise FileNotFoundError(f"no images of {magnification or 'any'}X in {folder}: give the folder that holds breakhis/ by --data or PATHOCHAIN_DATA")
    conflicting = sum(name.conflicting for _, name in named)
    if conflicting:
        print(f"{conflicting} images of patient 13412, whom BreaKHis has under two malignant subtypes: malignant here, all on one side", flush=True)
    images, details, coloured = read_images([file for file, _ in named], width, height, change)
    return Patches(images, np.array([name.malignant for _, name in named], dtype=np.float32), np.array([name.patient for _, name in named]), details, coloured)


def hashed(seed: int, text: str) -> bytes:
    return hashlib.sha256(f"{seed}/{text}".encode()).digest()


def folds_by_patient(patches: Patches, seed: int) -> dict[str, int]:
    """Each patient's fold of five. Within each class, patients go round the folds in the order of SHA-256("{seed}/{patient}")."""
    patients: dict[float, set[str]] = defaultdict(set)
    for patient in set(patches.patients):
        patients[patches.labels[patches.patients == patient].max()].add(patient)
    return {
        patient: index % FOLDS
        for label in sorted(patients)
        for index, patient in enumerate(sorted(patients[label], key=lambda patient: hashed(seed, patient)))
    }


def sides_of_fold(folds: dict[str, int], fold: int) -> dict[str, str]:
    """Each patient's side while a fold (0 to 4) is held out; the next one chooses the epoch."""
    if fold not in range(FOLDS):
        raise Refused(f"there is no fold {fold}, only 0 to {FOLDS - 1}")
    return {patient: "test" if of == fold else "validation" if of == (fold + 1) % FOLDS else "train" for patient, of in folds.items()}


def split_at_random(count: int, seed: int) -> dict[str, np.ndarray]:
    """Positions of each side's images: the paper's 54 / 13.6 / 32.4 %, whoever they are of. Patients leak: no figure from it says how well a new patient is told."""
    first = round(FRACTIONS[0] * count)
    second = first + round(FRACTIONS[1] * count)
    return dict(zip(SIDES, np.split(np.random.default_rng(seed).permutation(count), [first, second])))
