"""IDC patches: reading them, and splitting them by patient."""
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image

from colour import colours
from detail import CHANNELS, fine_detail
from listing import Listing, list_idc
from refusal import Refused

Change = Callable[[Image.Image], Image.Image]

SIDES = ("train", "validation", "test")
FRACTIONS = (0.54, 0.136)  # of the patients, for training and validation; the other 32.4 % are held out, as in the paper


@dataclass(frozen=True)
class Patches:
    """N patches: images (N, H, W, 3) uint8 sRGB, labels (N,) float32 of 0 or 1, patients (N,) str, details (N, 3) and colours (N, 3, 2) of the images before they were resized.

    compressed: the images as they come out of JPEG, for a training that is to see some so; details are then the lesser of both.
    """

    images: np.ndarray
    labels: np.ndarray
    patients: np.ndarray
    details: np.ndarray
    colours: np.ndarray
    compressed: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, which: np.ndarray) -> "Patches":
        """Some of them, by a mask or by positions."""
        compressed = None if self.compressed is None else self.compressed[which]
        return Patches(self.images[which], self.labels[which], self.patients[which], self.details[which], self.colours[which], compressed)


Split = TypeVar("Split", Patches, Listing)  # what is split by patient, read or still to be read


def resized(image: Image.Image, width: int, height: int) -> np.ndarray:
    """An image as (height, width, 3) uint8 sRGB, through an antialiased triangle filter if it has another size."""
    image = image.convert("RGB")
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.BILINEAR)
    return np.asarray(image)


def opened(path: Path, change: Change | None = None) -> Image.Image:
    """One file at its own size, in sRGB, after a change if one is given. Raises Refused, with its path, where it is damaged or no image."""
    try:
        with Image.open(path) as file:
            image = file.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(f"{path} cannot be read: {error}. Copy it anew, or move it out of the folder") from error
    return image if change is None else change(image)


def read_image(path: Path, width: int, height: int) -> np.ndarray:
    """One file as (height, width, 3) uint8 sRGB."""
    return resized(opened(path), width, height)


def read_images(files: Sequence[Path], width: int, height: int, change: Change | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """N files as (N, height, width, 3) uint8 sRGB, how much fine detail (N, 3) each has, and its colours (N, 3, 2), all after a change to the image at its own size, if one is given."""
    images = np.empty((len(files), height, width, 3), dtype=np.uint8)
    details, coloured = np.empty((len(files), len(CHANNELS))), np.empty((len(files), len(CHANNELS), 2))
    for number, file in enumerate(files):
        image = opened(file, change)
        images[number] = resized(image, width, height)
        details[number], coloured[number] = fine_detail(np.asarray(image)), colours(np.asarray(image))
    return images, details, coloured


def to_input(images: np.ndarray) -> np.ndarray:
    """(N, H, W, 3) uint8 to what a network takes: (N, 3, H, W) float32 in 0..1."""
    return np.ascontiguousarray(images.transpose(0, 3, 1, 2), dtype=np.float32) / np.float32(255)


def load_idc(folder: Path, width: int, height: int, change: Change | None = None) -> Patches:
    """The patches that list_idc finds in a folder, in its order, each changed before it is resized if need be."""
    listing = list_idc(folder)
    images, details, coloured = read_images(listing.files, width, height, change)
    return Patches(images, listing.labels, listing.patients, details, coloured)


def made_up(size: int, seed: int, change: Change | None = None) -> Patches:
    """12 patients of 16 noisy patches each, the positive ones darker: enough to walk the whole path without data."""
    random = np.random.default_rng(seed)
    labels = np.tile(np.array([0, 1], dtype=np.float32), 96)
    images = random.integers(0, np.where(labels == 1, 160, 256)[:, None, None, None], (len(labels), size, size, 3), dtype=np.uint8)
    if change is not None:
        images = np.stack([np.asarray(change(Image.fromarray(image))) for image in images])
    details, coloured = (np.stack([measure(image) for image in images]) for measure in (fine_detail, colours))
    return Patches(images, labels, np.repeat([str(patient) for patient in range(12)], 16), details, coloured)


def split_by_patient(patients: Iterable[str], seed: int) -> dict[str, str]:
    """Each patient's side. The order of SHA-256("{seed}/{patient}") decides, so that any language gets the same split."""
    ordered = sorted(set(patients), key=lambda patient: hashlib.sha256(f"{seed}/{patient}".encode()).digest())
    first = round(FRACTIONS[0] * len(ordered))
    second = first + round(FRACTIONS[1] * len(ordered))
    return {patient: SIDES[(index >= first) + (index >= second)] for index, patient in enumerate(ordered)}


def split_id(sides: dict[str, str]) -> str:
    """SHA-256 over the sorted lines `{patient} {side}`: two splits with the same id are the same split."""
    return hashlib.sha256("".join(f"{patient} {side}\n" for patient, side in sorted(sides.items())).encode()).hexdigest()


def take_sides(patches: Split, sides: dict[str, str]) -> dict[str, Split]:
    """The patches of each side."""
    side_of_patch = np.array([sides[patient] for patient in patches.patients])
    taken = {side: patches.at(side_of_patch == side) for side in SIDES}
    require_disjoint(taken)
    return taken


def require_disjoint(taken: dict[str, Split]) -> None:
    """Raises Refused if a patient is on two sides: what a network has seen of a patient would flatter its score."""
    seen: dict[str, str] = {}
    for side, patches in taken.items():
        for patient in set(patches.patients):
            if patient in seen:
                raise Refused(f"patient {patient} is on two sides of the split, {seen[patient]} and {side}")
            seen[patient] = side
