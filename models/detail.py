"""How much fine detail images have: what tells tissue that was magnified more, enlarged, out of focus, or compressed with colours at half the resolution."""
import numpy as np

CHANNELS = {"luma": (77, 150, 29), "cb": (-43, -85, 128), "cr": (128, -107, -21)}  # of red, green and blue (ITU-R BT.601), in 1/256
SEEN_AS_SHARP = 0.9975  # share of the training images that are not called too smooth, in each channel


def fine_detail(image: np.ndarray) -> np.ndarray:
    """Mean squared difference of pixels next to each other over that of pixels two apart, in luma, Cb and Cr (3,), of an image (H, W, 3) uint8 before any resizing.

    A ratio of structure functions (Kolmogorov 1941): near 1 in noise, 1/4 in a smooth slope, whatever contrast and stain; 1 where nothing differs.
    """
    channels = image.astype(np.int64) @ np.array(list(CHANNELS.values())).T
    near, far = (mean_square_difference(channels, apart) for apart in (1, 2))
    return np.divide(near, far, out=np.ones(len(CHANNELS)), where=far > 0)


def mean_square_difference(channels: np.ndarray, apart: int) -> np.ndarray:
    """Over all pairs of pixels that far apart in a row or a column, by channel (C,); 0 if there are no pairs."""
    pairs = [channels[apart:] - channels[:-apart], channels[:, apart:] - channels[:, :-apart]]
    differences = np.concatenate([each.reshape(-1, channels.shape[2]) for each in pairs])
    return (differences**2).sum(0) / max(1, len(differences))


def least_detail(details: np.ndarray) -> dict[str, float]:
    """What the training images' details (N, 3) lie above in each channel, but for 0.25 % of them."""
    return {channel: round(float(least), 4) for channel, least in zip(CHANNELS, np.quantile(details, 1 - SEEN_AS_SHARP, axis=0))}
