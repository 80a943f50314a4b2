"""Draws the sample images: pink tissue with dark nuclei, after nobody's slide. Run: python3 samples/draw.py

They show that the pipeline works and nothing else. Every file name starts with `synthetic-`; the large ones say so in the picture too.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).parent
EOSIN = np.array([232, 178, 205])
HAEMATOXYLIN = (92, 62, 138)


def stroma(rng: np.random.Generator, width: int, height: int) -> Image.Image:
    """Fibres: noise stretched along x, around the colour of eosin."""
    coarse = rng.normal(0, 1, (height // 4 + 1, width // 16 + 1))
    noise = Image.fromarray(np.clip(128 + 40 * coarse, 0, 255).astype(np.uint8)).resize((width, height), Image.Resampling.BICUBIC)
    shade = (np.asarray(noise, dtype=float)[..., None] - 128) / 4
    return Image.fromarray(np.clip(EOSIN + shade, 0, 255).astype(np.uint8))


def draw(seed: int, width: int, height: int, nuclei: int) -> Image.Image:
    """One image; the more nuclei, the more cellular the tissue looks."""
    rng = np.random.default_rng(seed)
    image = stroma(rng, width, height)
    pen = ImageDraw.Draw(image)
    for _ in range(nuclei):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        a, b = rng.uniform(2, 4.5, 2)
        tint = tuple(int(channel + rng.normal(0, 12)) for channel in HAEMATOXYLIN)
        pen.ellipse((x - a, y - b, x + a, y + b), fill=tint)
    image = image.filter(ImageFilter.GaussianBlur(0.7))
    if width > 100:
        ImageDraw.Draw(image).text((4, 4), "SYNTHETIC", fill=(20, 20, 20), font=ImageFont.load_default())
    return image


def main() -> None:
    for number, nuclei in enumerate((6, 14, 26, 40), start=1):
        draw(number, 50, 50, nuclei).save(HERE / f"synthetic-patch-{number}.png", optimize=True)
    for number, nuclei in enumerate((120, 420), start=1):
        draw(100 + number, 350, 230, nuclei).save(HERE / f"synthetic-field-{number}.png", optimize=True)


if __name__ == "__main__":
    main()
