"""What is measured on a set of patches."""
import numpy as np
from sklearn.metrics import (
    accuracy_score, balanced_accuracy_score, f1_score, log_loss, precision_score, recall_score, roc_auc_score,
)


def score(probabilities: np.ndarray, labels: np.ndarray, threshold: float = 0.5) -> dict[str, float]:
    """Figures of probabilities (N,) against labels (N,) of 0 or 1, rounded to four digits; loss is binary cross-entropy in nats."""
    decisions = probabilities >= threshold
    figures = {
        "loss": log_loss(labels, probabilities.astype(np.float64)),
        "rocAuc": roc_auc_score(labels, probabilities),
        "accuracy": accuracy_score(labels, decisions),
        "balancedAccuracy": balanced_accuracy_score(labels, decisions),
        "precision": precision_score(labels, decisions, zero_division=0),
        "recall": recall_score(labels, decisions),
        "f1": f1_score(labels, decisions),
    }
    return {name: round(float(figure), 4) for name, figure in figures.items()}
