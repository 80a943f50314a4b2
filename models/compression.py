"""Images as they come out of JPEG, in which many are kept and sent."""
import io

import numpy as np
from PIL import Image

from data import Change

LARGEST_QUALITY = 95  # beyond it libjpeg hardly loses anything
LEAST_DRAWN = 50


def as_jpeg(image: Image.Image, quality: int) -> Image.Image:
    """What is left of it after a JPEG file of that quality (libjpeg's, 1 to 95), with colours at half the resolution (4:2:0), as most programs save it."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling=2)
    return Image.open(file).convert("RGB")


def of_drawn_quality(seed: int) -> Change:
    """A change that takes each image through JPEG of a quality that is drawn for it, evenly from 50 to 95."""
    random = np.random.default_rng(seed)
    return lambda image: as_jpeg(image, int(random.integers(LEAST_DRAWN, LARGEST_QUALITY + 1)))
