"""What the members say together; every choice is made on validation patients."""
import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import log_loss

LARGEST_ERROR = 0.05  # share of wrong calls among those that are made


def best_weights(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The weights (models,), 0 or more and of sum 1, whose mean of probabilities (models, N) has the least cross-entropy."""
    def loss(logits: np.ndarray) -> float:
        weights = np.exp(logits - logits.max())
        return log_loss(labels, (weights / weights.sum()) @ probabilities, labels=[0, 1])

    found = minimize(loss, np.zeros(len(probabilities)), method="Nelder-Mead").x
    weights = np.exp(found - found.max())
    return weights / weights.sum()


def abstain_band(probabilities: np.ndarray, labels: np.ndarray, threshold: float) -> tuple[float, float]:
    """The narrowest band of probabilities around the threshold outside of which at most 5 % of calls are wrong; no call is made within it."""
    for share in np.linspace(0, 1, 101):
        low, high = threshold * (1 - share), threshold + (1 - threshold) * share
        called = (probabilities < low) | (probabilities >= high)
        if not called.any() or np.mean((probabilities[called] >= threshold) != labels[called]) <= LARGEST_ERROR:
            return round(float(low), 4), round(float(high), 4)
    return 0.0, 1.0


def disagree(probabilities: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    """Where (N,) members (models, N) do not all call the same class."""
    calls = probabilities >= thresholds[:, None]
    return calls.any(0) & ~calls.all(0)
