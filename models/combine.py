"""Choose on validation patients how the models of a folder vote together, and score the vote on held-out ones.

    python3 models/combine.py --data DIR

Writes models/artifacts/ensemble.json: each model's weight, calibration, threshold, and the band in which no call is made.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from calibration import best_threshold, temperature
from card import version_after
from ensemble import FILE, Ensemble, Member, abstain_band, calibrated, log_odds, shrunk_weights
from evaluate import votes
from metrics import score_patients
from folders import ARTIFACTS, DATA
from listing import Listing
from refusal import answer


def combine(cards: list[dict], probabilities: np.ndarray, validation: Listing) -> Ensemble:
    """The ensemble that the validation patients' images (models, N) speak for."""
    weights = np.round(shrunk_weights(probabilities, validation.labels), 4)
    weights /= weights.sum()
    found = round(temperature(log_odds(weights @ probabilities), validation.labels), 4)
    probability = calibrated(weights @ probabilities, found)
    threshold = best_threshold(probability, validation.labels)
    members = [Member(card["name"], card["sha256"], float(weight)) for card, weight in zip(cards, weights)]
    return Ensemble(members, found, threshold, abstain_band(probability, validation.labels, threshold))


def measure(ensemble: Ensemble, probabilities: np.ndarray, patches: Listing) -> dict:
    """The figures of its card."""
    probability = ensemble.probability(probabilities)
    calls = ensemble.calls(probability)
    wrong = (probability >= ensemble.threshold) != patches.labels
    return {
        "patients": len(set(patches.patients)), "patches": len(patches),
        **score_patients(probability, patches.labels, patches.patients, ensemble.threshold),
        "calledShare": round(float(calls.mean()), 4), "calledWrong": round(float(wrong[calls].mean()), 4),
    }


def commit(card: dict, path: Path) -> dict:
    """Writes the card as the version after the one that is there, or as that version if it votes the same."""
    card = {**card, "version": version_after([path], card, ("members", "temperature", "threshold", "abstainBand"))}
    path.write_text(json.dumps(card, indent=2) + "\n")
    return card


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds idc/ (default: $PATHOCHAIN_DATA)")
    parser.add_argument("--models", type=Path, default=ARTIFACTS, help="folder of models and cards (default: models/artifacts)")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA")

    cards, probabilities, validation, _ = votes(arguments.data, arguments.models, "validation")
    ensemble = combine(cards, probabilities, validation)
    _, unseen, held_out, scope = votes(arguments.data, arguments.models)
    path = arguments.models / FILE
    card = commit(ensemble.card(cards[0], {"split": scope.title, **measure(ensemble, unseen, held_out)}), path)
    print(f"wrote {path}", json.dumps(card, indent=2), sep="\n")


if __name__ == "__main__":
    answer(main)
