"""The sides of the split that a model was trained on and held out from."""
from data import Split, split_by_patient, split_id, take_sides
from refusal import Refused


def is_known(patches: Split, card: dict) -> bool:
    """Whether these are the very patients that the model of the card was trained on and held out from."""
    return split_id(split_by_patient(patches.patients, card["data"]["seed"])) == card["data"]["splitId"]


def side(patches: Split, card: dict, name: str) -> Split:
    """The patches of one side of the split of the card."""
    if not is_known(patches, card):
        raise Refused(f"these are not the patients that {card['name']} was trained on and held out from: the split has another id than its card's")
    return take_sides(patches, split_by_patient(patches.patients, card["data"]["seed"]))[name]
