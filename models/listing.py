"""Which IDC patches a folder holds, told by the names of its files alone."""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from refusal import Refused

NAME = re.compile(r"(?P<patient>\d+)_idx\d+_x\d+_y\d+_class(?P<label>[01])\.png")
LABELS = ("0", "1")


@dataclass(frozen=True)
class Listing:
    """N patches that are still to be read: files (N,) of Path, labels (N,) float32 of 0 or 1, patients (N,) str."""

    files: np.ndarray
    labels: np.ndarray
    patients: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, which: np.ndarray) -> "Listing":
        """Some of them, by a mask or by positions."""
        return Listing(self.files[which], self.labels[which], self.patients[which])


def files_of(folder: Path, label: str) -> Iterator[Path]:
    """What lies in the folders of a label: folder/LABEL or, in the layout of Kaggle's download, folder/PATIENT/LABEL, also a folder further down, where Kaggle has its second copy."""
    pattern = [f"{label}/*"] if any((folder / each).is_dir() for each in LABELS) else [f"*/{label}/*", f"*/*/{label}/*"]
    return (file for each in pattern for file in folder.glob(each) if not file.name.startswith(".") and file.name != "Thumbs.db")


def list_idc(folder: Path) -> Listing:
    """Every `{patient}_idx{N}_x{X}_y{Y}_class{0|1}.png` under folder/0 and folder/1, or under folder/PATIENT/0 and folder/PATIENT/1, in the order of labels and names."""
    files = [file for label in LABELS for file in sorted(files_of(folder, label), key=lambda file: file.name)]
    if not files:
        raise FileNotFoundError(f"no patches in {folder}, neither in 0 and 1 nor in PATIENT/0 and PATIENT/1: give the folder that holds idc/ by --data or PATHOCHAIN_DATA")
    names = [named(file) for file in files]
    for one, other in zip(files, files[1:]):
        if one.name == other.name:
            raise Refused(f"{one} and {other} are one patch: move one of the two copies out of {folder} (Kaggle's download has a second one of all in IDC_regular_ps50_idx5)")
    return Listing(np.array(files), np.array([float(name["label"]) for name in names], dtype=np.float32), np.array([name["patient"] for name in names]))


def left_out(folder: Path, listing: Listing) -> list[Path]:
    """The PNG files below a folder that are not among those it lists, in order; what file managers leave is not counted."""
    listed = set(listing.files)
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() == ".png" and not file.name.startswith(".") and file not in listed)


def named(file: Path) -> re.Match[str]:
    """What the name of a file says. Raises Refused unless it is that of a patch of the label in whose folder it lies."""
    name = NAME.fullmatch(file.name)
    if name is None or name["label"] != file.parent.name:
        raise Refused(f"{file} is not named like 10253_idx5_x1001_y1001_class{file.parent.name}.png: give it its name, or move it out of the folder")
    return name
