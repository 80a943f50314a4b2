"""Which patches models were trained and chosen on, told by their pixels: neither a file's name nor a patient is kept.

A folder of models holds seen-SPLIT.npy for each split its models were trained on, (N,) uint64, sorted: the digests of all patches on the
training and the validation side. A patient of whom a folder holds only other patches than those is not recognised.
"""
import hashlib
from pathlib import Path

import numpy as np
from PIL import Image

from data import opened
from listing import Listing
from progress import say
from refusal import Refused
from sides import side

SEEN = ("train", "validation")
FEWEST_COLOURS = 16  # with fewer an image is a blank, which two patients can have alike; tissue of 50x50 pixels has hundreds


def digest(image: Image.Image) -> int:
    """The first 64 bits of SHA-256 over width, height and pixels in sRGB: of any copy without loss the same, whatever its name."""
    return int.from_bytes(hashlib.sha256("{}x{} ".format(*image.size).encode() + image.tobytes()).digest()[:8], "big")


def seen_file(folder: Path, split: str) -> Path:
    """Where a folder of models says which patches those of a split (its id) have seen."""
    return folder / f"seen-{split[:16]}.npy"


def write_seen(listing: Listing, card: dict, folder: Path) -> Path:
    """Writes which patches, blanks left out, all models of a card's split have seen. Raises Refused where the listing is not of its patients."""
    images = (opened(file) for name in SEEN for file in side(listing, card, name).files)
    digests = {digest(image) for image in images if image.getcolors(FEWEST_COLOURS - 1) is None}
    path = seen_file(folder, card["data"]["splitId"])
    if path.exists():
        digests |= read_seen(folder, card["data"]["splitId"])  # of another model, perhaps trained on more patches of the same patients
    np.save(path, np.array(sorted(digests), dtype="<u8"))
    return path


def read_seen(folder: Path, split: str) -> frozenset[int]:
    """The digests of what the models of a split have seen. Raises Refused where the file is damaged, FileNotFoundError where there is none."""
    path = seen_file(folder, split)
    try:
        return frozenset(np.load(path).tolist())
    except (ValueError, EOFError) as error:
        raise Refused(f"{path} cannot be read: {error}. Restore it, or move it away to score all patients") from error


def without_seen(listing: Listing, seen: frozenset[int]) -> Listing:
    """The patches of the patients of whom none was seen. Of the others, files are read until one that was."""
    # One is enough: two patients share no tissue, blanks are not in the file, and of a patient's thousand patches in Kaggle's download a few dozen were trained on.
    left_out: set[str] = set()
    for number, (file, patient) in enumerate(zip(listing.files, listing.patients)):
        if patient not in left_out and digest(opened(file)) in seen:
            left_out.add(patient)
        say("looked up", number, number + 1, len(listing))
    return listing.at(np.array([patient not in left_out for patient in listing.patients]))
