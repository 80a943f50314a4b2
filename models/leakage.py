"""Weights that were trained on patients who are held out now would score well for what they remember."""
from pathlib import Path

from refusal import Refused


def require_same_split(file: Path, seen: dict | None, data: dict) -> None:
    """Raises Refused if the weights in a file were trained on another split of the data set that is trained on now, or (None) nobody knows.

    Both are the `data` of a card. Another data set is taken, as its patients are others; what its own training began with, no card says.
    """
    if seen is None:
        raise Refused(f"{file} does not say which split it was trained on, so it may know patients who are held out now: an exported model needs its own card beside it, and an older checkpoint has to be trained anew")
    if seen["name"] == data["name"] and seen["splitId"] != data["splitId"]:
        raise Refused(
            f"{file} was trained on another split of {data['name']} ({seen['splitId'][:8]}, now {data['splitId'][:8]}), so it may know patients who are held out now: "
            "give --seed, --split and --fold of its training, start from other weights, or, if these are other images, say what they are by --name")
