"""Compare ways for the committed models to vote, each fitted on half of the validation patients and scored on the other half.

    python3 models/compare_votes.py --data DIR

Prints expected calibration error and cross-entropy, the means over 200 halvings, and the error that one halving in ten exceeds. combine.py takes the
soft vote of the paper, a mean of probabilities, with a temperature, also where another way is a little ahead here: see models/README.md.
"""
import argparse
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.metrics import log_loss

from calibration import temperature
from ensemble import calibrated, log_odds, shrunk_weights
from evaluate import votes
from folders import ARTIFACTS, DATA
from metrics import calibration_error
from refusal import answer

HALVINGS, SEED = 200, 7


def temperature_scaled(mean: np.ndarray, labels: np.ndarray, others: np.ndarray) -> np.ndarray:
    return calibrated(others, temperature(log_odds(mean), labels))


def platt_scaled(mean: np.ndarray, labels: np.ndarray, others: np.ndarray) -> np.ndarray:
    """A slope and an intercept (Platt 1999)."""
    def loss(line: np.ndarray) -> float:
        return log_loss(labels, expit(line[0] * log_odds(mean) + line[1]), labels=[0, 1])

    slope, intercept = minimize(loss, [1.0, 0.0], method="Nelder-Mead").x
    return expit(slope * log_odds(others) + intercept)


def as_it_is(_mean: np.ndarray, _labels: np.ndarray, others: np.ndarray) -> np.ndarray:
    return others


def weighted_mean(probabilities: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return weights @ probabilities


def plain_mean(probabilities: np.ndarray, _weights: np.ndarray) -> np.ndarray:
    return probabilities.mean(0)


def weighted_mean_of_logits(probabilities: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return expit(weights @ log_odds(probabilities))


POOLS = {"plain mean": plain_mean, "weighted mean": weighted_mean, "weighted mean of logits": weighted_mean_of_logits}
CALIBRATIONS = {"none": as_it_is, "temperature": temperature_scaled, "Platt": platt_scaled}


def compare(probabilities: np.ndarray, labels: np.ndarray, patients: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
    """Calibration error and cross-entropy (halvings, 2) of each pool and calibration."""
    random, names = np.random.default_rng(SEED), np.unique(patients)
    scores: dict[tuple[str, str], list] = {(pool, calibration): [] for pool in POOLS for calibration in CALIBRATIONS}
    for _ in range(HALVINGS):
        fitted = np.isin(patients, random.permutation(names)[:len(names) // 2])
        weights = shrunk_weights(probabilities[:, fitted], labels[fitted])
        for (pool, calibration), found in scores.items():
            mean = POOLS[pool](probabilities, weights)
            scored = CALIBRATIONS[calibration](mean[fitted], labels[fitted], mean[~fitted])
            found.append((calibration_error(scored, labels[~fitted]), log_loss(labels[~fitted], scored, labels=[0, 1])))
    return {way: np.array(found) for way, found in scores.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds idc/ (default: $PATHOCHAIN_DATA)")
    parser.add_argument("--models", type=Path, default=ARTIFACTS, help="folder of models and cards (default: models/artifacts)")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA")

    _, probabilities, validation, scope = votes(arguments.data, arguments.models, "validation")
    print(f"IDC, {scope.title}, {HALVINGS} halvings", "", "| vote | calibration | ECE | ECE, 90th percentile | cross-entropy |", "|---|---|---|---|---|", sep="\n")
    for (pool, calibration), found in compare(probabilities, validation.labels, validation.patients).items():
        print(f"| {pool} | {calibration} | {found[:, 0].mean():.4f} | {np.quantile(found[:, 0], 0.9):.4f} | {found[:, 1].mean():.4f} |")


if __name__ == "__main__":
    answer(main)
