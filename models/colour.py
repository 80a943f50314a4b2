"""How bright and how colourful images are: what tells scans in grey, dark ones, and channels or stains other than the training's."""
import numpy as np

from detail import CHANNELS

SEEN_AS_USUAL = 0.999  # share of the training images that each limit leaves on its inner side


def colours(image: np.ndarray) -> np.ndarray:
    """Mean and standard deviation (3, 2) of luma (0..255), Cb and Cr (-127.5..127.5) of an image (H, W, 3) uint8 before any resizing."""
    levels = (image.astype(np.int64) @ np.array(list(CHANNELS.values())).T).reshape(-1, len(CHANNELS)) / 256
    return np.stack([levels.mean(0), levels.std(0)], axis=1)


def usual_colours(measured: np.ndarray) -> dict[str, dict[str, float]]:
    """The limits between which the training images' (N, 3, 2) means lie, and which their deviations exceed, but for 0.1 % of them each."""
    low, high = (np.quantile(measured, share, axis=0) for share in (1 - SEEN_AS_USUAL, SEEN_AS_USUAL))
    return {
        channel: {"leastMean": round(float(low[at, 0]), 2), "largestMean": round(float(high[at, 0]), 2), "leastDeviation": round(float(low[at, 1]), 2)}
        for at, channel in enumerate(CHANNELS)
    }


def unusual(measured: np.ndarray, usual: dict[str, dict[str, float]]) -> np.ndarray:
    """Which (N,) of measured images (N, 3, 2) are beyond a limit."""
    least, largest, deviation = (np.array([usual[channel][limit] for channel in CHANNELS]) for limit in ("leastMean", "largestMean", "leastDeviation"))
    mean, spread = measured[..., 0], measured[..., 1]
    return ((mean < least) | (mean > largest) | (spread < deviation)).any(1)
