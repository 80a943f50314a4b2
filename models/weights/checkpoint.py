"""Weights of an earlier training, to go on from with other settings, at a larger size of image for instance.

The file is unpickled, as it is by --resume: PyTorch 1.13 reads no plain numbers otherwise. It has to be one's own.
"""
from pathlib import Path
from pickle import UnpicklingError

import torch

from architectures import Network
from architectures.convention import follow
from leakage import require_same_split
from refusal import Refused, first_line

FILE = "checkpoint.pt"


def read_checkpoint(file: Path) -> dict:
    """What a training left. Raises Refused where the file is damaged or none of those."""
    try:
        saved = torch.load(file, map_location="cpu")
        if isinstance(saved, dict) and {"config", "progress"} <= saved.keys():
            return saved
    except (AttributeError, EOFError, ImportError, KeyError, RuntimeError, UnpicklingError, ValueError) as error:
        raise Refused(f"{file} cannot be read: {first_line(error)}. Restore it, or start anew without it") from error
    raise Refused(f"{file} is no checkpoint of a training: give another, or start anew without it")


def load_checkpoint(network: Network, arch: str, file: Path, data: dict) -> dict:
    """Fills backbone and head with the best weights of that training, and says what it was on, as its card would. Raises Refused if it is of another network, or of another split of the data that is trained on now."""
    saved = read_checkpoint(file)
    if saved["config"]["arch"] != arch:
        raise Refused(f"{file} is of a training of {saved['config']['arch']}, not of {arch}")
    require_same_split(file, saved.get("data"), data)
    follow(network, saved["convention"])
    network.load_state_dict(saved["progress"]["best_weights"])
    return saved["data"]
