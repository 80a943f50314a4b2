"""What is measured on a set of images."""
from collections.abc import Iterator

import numpy as np
from sklearn.metrics import (
    accuracy_score, balanced_accuracy_score, f1_score, log_loss, precision_score, recall_score, roc_auc_score,
)

ECE_BINS = 15


def score(probabilities: np.ndarray, labels: np.ndarray, threshold: float = 0.5) -> dict[str, float]:
    """Figures of probabilities (N,) against labels (N,) of 0 or 1, rounded to four digits; loss is binary cross-entropy in nats."""
    decisions = probabilities >= threshold
    figures = {
        "loss": log_loss(labels, probabilities.astype(np.float64), labels=[0, 1]),
        "rocAuc": roc_auc_score(labels, probabilities),
        "accuracy": accuracy_score(labels, decisions),
        "balancedAccuracy": balanced_accuracy_score(labels, decisions),
        "precision": precision_score(labels, decisions, zero_division=0),
        "recall": recall_score(labels, decisions),
        "f1": f1_score(labels, decisions),
    }
    return {name: round(float(figure), 4) for name, figure in figures.items()}


def patient_score(probabilities: np.ndarray, labels: np.ndarray, patients: np.ndarray, threshold: float = 0.5) -> float:
    """Mean over patients of the share of their images that are told right (Spanhol et al. 2016)."""
    right = (probabilities >= threshold) == labels
    return float(np.mean([right[patients == patient].mean() for patient in np.unique(patients)]))


def calibration_error(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Expected calibration error: the mean gap between probability and share of positives, over 15 bins of equal width."""
    bins = np.minimum((probabilities * ECE_BINS).astype(int), ECE_BINS - 1)
    gaps = np.bincount(bins, probabilities.astype(np.float64) - labels, minlength=ECE_BINS)
    return float(np.abs(gaps).sum() / len(labels))


def score_patients(probabilities: np.ndarray, labels: np.ndarray, patients: np.ndarray, threshold: float = 0.5) -> dict[str, float]:
    """All figures that need to know whose the images are, too."""
    return {
        **score(probabilities, labels, threshold),
        "patientScore": round(patient_score(probabilities, labels, patients, threshold), 4),
        "ece": round(calibration_error(probabilities, labels), 4),
    }


def draws_of_patients(labels: np.ndarray, patients: np.ndarray, draws: int = 500, seed: int = 7) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Positions of the images of patients drawn anew with replacement, such that both classes are there, and whose each is; none at all of one patient only.

    Images of one patient are no independent witnesses.
    """
    random = np.random.default_rng(seed)
    of_patient = [np.flatnonzero(patients == patient) for patient in np.unique(patients)]
    drawn = 0
    while len(of_patient) > 1 and drawn < draws:
        chosen = random.integers(len(of_patient), size=len(of_patient))
        images = np.concatenate([of_patient[number] for number in chosen])
        if len(np.unique(labels[images])) == 2:
            drawn += 1
            yield images, np.repeat(np.arange(len(chosen)), [len(of_patient[number]) for number in chosen])  # one drawn twice counts as two


def spread(figures: list[dict[str, float]]) -> dict[str, list[float]]:
    """95 % interval of each of the figures that were drawn."""
    return {name: [round(float(bound), 4) for bound in np.percentile([each[name] for each in figures], [2.5, 97.5])] for name in (figures[0] if figures else {})}


def intervals(probabilities: np.ndarray, labels: np.ndarray, patients: np.ndarray, threshold: float = 0.5) -> dict[str, list[float]]:
    """95 % interval of each figure over draws of patients; none if there is one patient only."""
    return spread([score_patients(probabilities[images], labels[images], drawn, threshold) for images, drawn in draws_of_patients(labels, patients)])


def lead(ours: np.ndarray, theirs: np.ndarray, labels: np.ndarray, patients: np.ndarray, thresholds: tuple[float, float]) -> dict[str, list[float]]:
    """95 % interval of how much higher each of our figures is than theirs, over the same draws of patients for both."""
    def figures(images: np.ndarray, drawn: np.ndarray) -> dict[str, float]:
        one, other = (score_patients(each[images], labels[images], drawn, threshold) for each, threshold in zip((ours, theirs), thresholds))
        return {name: one[name] - other[name] for name in one}

    return spread([figures(images, drawn) for images, drawn in draws_of_patients(labels, patients)])
