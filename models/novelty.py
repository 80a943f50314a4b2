"""How far an image's features are from those a network was trained on."""
from dataclasses import dataclass

import numpy as np
from sklearn.covariance import LedoitWolf

LARGEST_RATIO = 1e3  # of variances, and of a mean to a deviation: beyond it float32 has too few digits


@dataclass(frozen=True)
class Statistics:
    """Of the averaged features (N, C) of training images: mean (C,) and a matrix (C, C) that makes their covariance the unit matrix, but for directions in which they hardly vary."""

    mean: np.ndarray
    whitening: np.ndarray

    def distances(self, features: np.ndarray) -> np.ndarray:
        """Regularised Mahalanobis distance (N,) over the root of C: comparable with other distances by the same statistics alone, as that of one network is usually 0.05 and that of another 0.6."""
        return np.sqrt((((features - self.mean) @ self.whitening) ** 2).mean(1))


def statistics_of(features: np.ndarray) -> Statistics:
    """Shrunk after Ledoit & Wolf, and with a least variance, which most directions of a wide network are below, so that features which hardly vary do not decide alone."""
    fitted = LedoitWolf().fit(features.astype(np.float64))
    values, vectors = np.linalg.eigh(fitted.covariance_)
    least = max(values.max() / LARGEST_RATIO, (fitted.location_ ** 2).mean() / LARGEST_RATIO**2)
    whitening = vectors / np.sqrt(np.maximum(values, least))
    return Statistics(fitted.location_.astype(np.float32), whitening.astype(np.float32))
