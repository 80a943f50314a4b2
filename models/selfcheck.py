"""What a model says of one drawn image. Serving holds it to that where it loads it, so that no machine serves a model that it computes otherwise."""
import numpy as np

from data import to_input
from ort import Session
from refusal import Refused

LARGEST_DIFFERENCE = 0.1  # of logits, as in Inference/SelfCheck.cs


def drawn(width: int, height: int) -> np.ndarray:
    """The image (1, height, width, 3) uint8, grains on pink that is not the same everywhere. The same in Inference/SelfCheck.cs."""
    y, x = np.mgrid[:height, :width]
    grain = (7 * x * x + 11 * y * y + 3 * x * y) % 64
    return np.stack([160 + 60 * x // width + grain // 2, 80 + 60 * y // height + grain, 130 + 40 * (x + y) // (width + height) + grain], -1).astype(np.uint8)[None]


def self_check_logit(model: bytes, width: int, height: int) -> float:
    """The logit that ONNX Runtime gives for it."""
    return round(float(Session(model, ("logit",)).run(to_input(drawn(width, height)))["logit"][0]), 5)


def require_self_check(card: dict, session: Session) -> None:
    """Raises Refused if the logit is not that of the card, or the card has none."""
    if "selfCheckLogit" not in card:
        raise Refused(f"the card of {card['file']} lacks selfCheckLogit: export the model again")
    logit = float(session.run(to_input(drawn(card["input"]["width"], card["input"]["height"])))[card["outputs"]["logit"]][0])
    if not abs(logit - card["selfCheckLogit"]) <= LARGEST_DIFFERENCE:
        raise Refused(f"{card['file']} gives logit {logit:.3f} on this machine and {card['selfCheckLogit']} where it was exported: export it anew, or score it elsewhere")
