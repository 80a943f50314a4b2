"""Which patches of a folder are scored: those of patients whom the models have not seen."""
import sys
from dataclasses import dataclass
from pathlib import Path

from card import IDC
from leakage import trained_on
from listing import Listing, left_out, list_idc
from refusal import Refused
from seen import read_seen, seen_file, without_seen
from sides import is_known, side

WHOLE = "the whole folder"


@dataclass(frozen=True)
class Scope:
    """What the patches that are scored are, and how many patients and patches were left out as the models have seen those patients (empty: none)."""

    title: str
    left_out: dict[str, int]


def idc_folder(data: Path) -> Path:
    return data / "idc" if (data / "idc").is_dir() else data


def seen_by(cards: list[dict], models: Path) -> frozenset[int]:
    """Digests of the patches that the models of a folder have seen, as far as it says; where it does not, stderr does."""
    splits = sorted({each["splitId"] for card in cards for each in trained_on(card["data"])})
    missing = [seen_file(models, split) for split in splits if not seen_file(models, split).exists()]
    if missing:
        print(f"{' and '.join(map(str, missing))} is not there, so which patches the models were trained on is not known, and it is for you to know that these are others", file=sys.stderr)
    return frozenset().union(*(read_seen(models, split) for split in splits if seen_file(models, split) not in missing))


def new_patients(listing: Listing, seen: frozenset[int]) -> tuple[Listing, Scope]:
    """The patches of the patients whom no model has seen. Raises Refused if there are none."""
    scored = without_seen(listing, seen) if seen else listing
    if len(scored) == len(listing):
        return listing, Scope(WHOLE, {})
    left_out = {"patients": len(set(listing.patients)) - len(set(scored.patients)), "patches": len(listing) - len(scored)}
    if not len(scored):
        raise Refused(f"the models were trained or chosen on all {left_out['patients']} patients of this folder, so no figure would say how they do on others: add some of those")
    return scored, Scope(f"{WHOLE} without the {left_out['patients']} patients ({left_out['patches']} patches) that the models were trained or chosen on", left_out)


def require_both_classes(patches: Listing, title: str) -> None:
    """Raises Refused unless patches of both classes are among them."""
    if len(set(patches.labels)) < 2:
        raise Refused(f"{title} holds patches of class {patches.labels[0]:.0f} only: figures take patches of both classes, so add some of the other")


def require_idc(cards: list[dict]) -> None:
    """Raises Refused if a model tells something else than the labels of IDC do."""
    for card in cards:
        if card["task"] != IDC.task:
            raise Refused(f"{card['name']} was trained to tell '{card['task']}', and is not scored on patches that are labelled by '{IDC.task}': give a folder of models of IDC by --models")


def say_left_out(folder: Path, listing: Listing) -> None:
    """Says on stderr which images of a folder are not listed, if there are any."""
    files = left_out(folder, listing)
    if files:
        print(f"{len(files)} PNG files below {folder} are left out, {files[0]} the first: patches lie in 0 and 1 alone, or all in PATIENT/0 and PATIENT/1", file=sys.stderr)


def to_score(folder: Path, cards: list[dict], models: Path, name: str | None) -> tuple[Listing, Scope]:
    """The patches of a folder that are scored by its models, and what they are: a side of the split (None: held-out or, of other patients, new ones)."""
    require_idc(cards)
    listing = list_idc(folder)
    say_left_out(folder, listing)
    require_both_classes(listing, str(folder))
    splits = {card["data"]["splitId"] if name is not None or is_known(listing, card) else WHOLE for card in cards}
    if len(splits) != 1:
        raise Refused(f"{', '.join(card['name'] for card in cards)} were not held out from the same patients: train them on one split")
    if splits == {WHOLE}:
        scored, scope = new_patients(listing, seen_by(cards, models))
    else:
        scored, scope = side(listing, cards[0], name or "test"), Scope(f"{name or 'held-out'} patients", {})
    require_both_classes(scored, f"{folder}, {scope.title},")
    return scored, scope
