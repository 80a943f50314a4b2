"""Weights that were trained on patients who are held out now would score well for what they remember."""
from pathlib import Path

from refusal import Refused


def trained_on(seen: dict) -> list[dict]:
    """Every data set and split, the last first, that weights have been trained on whose last one is the `data` of a card."""
    return [{"name": seen["name"], "splitId": seen["splitId"]}, *seen.get("earlier", [])]


def gone_on(data: dict, seen: dict | None) -> dict:
    """The `data` of a card whose training goes on from weights that were trained before (None: on none of ours)."""
    earlier = [each for each in trained_on(seen) if each["splitId"] != data["splitId"]] if seen else []
    return {**data, "earlier": earlier} if earlier else data


def require_same_split(file: Path, seen: dict | None, data: dict) -> None:
    """Raises Refused if the weights in a file were ever trained on another split of the data set that is trained on now, or (None) nobody knows.

    Both are the `data` of a card. Another data set is taken, as its patients are others.
    """
    if seen is None:
        raise Refused(f"{file} does not say which split it was trained on, so it may know patients who are held out now: an exported model needs its own card beside it, and an older checkpoint has to be trained anew")
    for before in trained_on(seen):
        if before["name"] == data["name"] and before["splitId"] != data["splitId"]:
            raise Refused(
                f"{file} was trained on another split of {data['name']} ({before['splitId'][:8]}, now {data['splitId'][:8]}), so it may know patients who are held out now: "
                "give --seed, --split and --fold of its training, start from other weights, or, if these are other images, say what they are by --name")
