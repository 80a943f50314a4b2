"""Which patches an epoch sees: a patient with a thousand patches must not count a hundred times one with ten."""
import numpy as np
import torch
from torch import Tensor


def patient_weights(patients: np.ndarray, labels: np.ndarray, balance: float) -> np.ndarray:
    """A weight (N,) per patch, sum 1: each patient has n^(1 - balance) of n patches, and both classes together keep their shares.

    0 takes patches as they come; 1 has every patient count alike.
    """
    _, patient, counts = np.unique(patients, return_inverse=True, return_counts=True)
    weights = counts[patient] ** -float(balance)
    for label in (0, 1):
        ours = labels == label
        if ours.any():
            weights[ours] *= ours.mean() / weights[ours].sum()
    return weights / weights.sum()


def epoch_order(weights: np.ndarray, balance: float) -> Tensor:
    """As many patches as there are, in random order; drawn by weight with replacement unless nothing is balanced."""
    if balance == 0:
        return torch.randperm(len(weights))
    return torch.multinomial(torch.from_numpy(weights), len(weights), replacement=True)
