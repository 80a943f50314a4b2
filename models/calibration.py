"""Probabilities that mean what they say, and thresholds; all chosen on validation patients."""
import numpy as np
import torch
from scipy.optimize import minimize_scalar
from scipy.special import expit
from sklearn.metrics import log_loss, roc_curve

from architectures import Network


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """What to divide logits by for the least cross-entropy (Guo et al. 2017), 0.05 to 20."""
    def loss(log_temperature: float) -> float:
        return log_loss(labels, expit(logits.astype(np.float64) / np.exp(log_temperature)), labels=[0, 1])

    return float(np.exp(minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded").x))


@torch.no_grad()
def cool(network: Network, by: float) -> None:
    """Divides a network's logits: a temperature is a factor of the last layer, so the exported network is the calibrated one."""
    for parameter in network.head[-1].parameters():
        parameter /= by


def best_threshold(probabilities: np.ndarray, labels: np.ndarray, digits: int = 2) -> float:
    """The probability from which calling an image positive gives the best balanced accuracy; the middle of those within 0.002 of it."""
    false_positives, true_positives, thresholds = roc_curve(labels, probabilities, drop_intermediate=False)
    balanced = (true_positives + 1 - false_positives) / 2
    good = thresholds[balanced >= balanced.max() - 0.002]
    return round(float(np.clip(np.median(good), 0.05, 0.95)), digits)
