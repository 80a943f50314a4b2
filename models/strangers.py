"""How often an image is said to be none of the kind the models were trained on.

    python3 models/strangers.py --data DIR

Prints for each committed model, through ONNX Runtime, the share of images beyond the `largestDistance` of its card, the share with less fine detail than
its `leastDetail`, the share with other colours than its `usualColours`, and the share that any of these flags, as serving does. Serving also looks at an image's size, at blanks and at noise pixel by pixel; that
is not counted here.
"""
import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
from matplotlib import cbook
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from sklearn.datasets import load_sample_images

from card import IDC
from colour import colours, unusual
from compression import as_jpeg
from data import load_idc, resized
from detail import fine_detail
from evaluate import card_paths, load_model, outputs
from folders import ARTIFACTS, DATA
from ort import Session
from refusal import answer
from scope import idc_folder
from sides import side

DRAWN, SEED = 200, 7
MAGNIFICATIONS = (40, 100, 200, 400)  # of BreaKHis
SIDE = IDC.width  # of a patch, pixels


def photographs() -> list[Image.Image]:
    """The three that scikit-learn and Matplotlib come with."""
    return [*map(Image.fromarray, load_sample_images().images), Image.open(cbook.get_sample_data("grace_hopper.jpg", asfileobj=False)).convert("RGB")]


def crop(image: Image.Image, random: np.random.Generator) -> Image.Image:
    left, top = random.integers(image.width - SIDE + 1), random.integers(image.height - SIDE + 1)
    return image.crop((left, top, left + SIDE, top + SIDE))


def magnified(patch: Image.Image, times: float) -> Image.Image:
    side = round(SIDE / times)
    start = (SIDE - side) // 2
    return enlarged(patch.crop((start, start, start + side, start + side)))


def noise(random: np.random.Generator, width: int = SIDE) -> Image.Image:
    return Image.fromarray(random.integers(0, 256, (width, width, 3), dtype=np.uint8))


def drawn(draw: Callable[[np.random.Generator], Image.Image]) -> list[Image.Image]:
    random = np.random.default_rng(SEED)
    return [draw(random) for _ in range(DRAWN)]


def enlarged(image: Image.Image) -> Image.Image:
    return image.resize((SIDE, SIDE), Image.Resampling.BICUBIC)


def strangers() -> dict[str, list[Image.Image]]:
    """Images by kind that need no data."""
    shots = photographs()
    return {
        "photographs": shots,
        "pieces of photographs": drawn(lambda random: crop(shots[random.integers(len(shots))], random)),
        "noise": drawn(noise),
        "noise, smoothed": drawn(lambda random: noise(random).filter(ImageFilter.GaussianBlur(1))),
        "noise, twice as large": drawn(lambda random: enlarged(noise(random, SIDE // 2))),
        "noise, five times as large": drawn(lambda random: enlarged(noise(random, SIDE // 5))),
        "one colour": drawn(lambda random: Image.new("RGB", (SIDE, SIDE), tuple(map(int, random.integers(0, 256, 3))))),
    }


def tissue(data: Path, patches: list[Image.Image]) -> dict[str, list[Image.Image]]:
    """Patches like those of the training, and tissue at other scales."""
    kinds = {
        "held-out IDC patches": patches,
        "such patches in grey": [patch.convert("L").convert("RGB") for patch in patches],
        "such patches with 30 % of their saturation": [ImageEnhance.Color(patch).enhance(0.3) for patch in patches],
        **{f"such patches with {share:.0%} of their brightness": [ImageEnhance.Brightness(patch).enhance(share) for patch in patches] for share in (0.6, 0.4)},
        "such patches with red and blue exchanged": [Image.merge("RGB", patch.split()[::-1]) for patch in patches],
        "such patches as negatives": [ImageOps.invert(patch) for patch in patches],
        **{f"such patches as JPEG of quality {quality}": [as_jpeg(patch, quality) for patch in patches] for quality in (95, 75)},
        **{f"the middle of such a patch, {times} times as large": [magnified(patch, times) for patch in patches] for times in (1.25, 1.5, 2)},
    }
    slides = {magnification: [Image.open(path).convert("RGB") for path in sorted((data / "breakhis").glob(f"*-{magnification}-*.png"))] for magnification in MAGNIFICATIONS}
    if any(slides.values()):
        kinds["BreaKHis images"] = [slide for of_one in slides.values() for slide in of_one]
    for magnification, of_one in slides.items():
        if of_one:
            kinds[f"pieces of BreaKHis images at {magnification}X"] = drawn(lambda random: crop(of_one[random.integers(len(of_one))], random))
    return kinds


def flagged(card: dict, session: Session, images: list[Image.Image]) -> np.ndarray:
    """Which (N,) of the images are beyond the usual distance of a model."""
    inputs = np.stack([resized(image, card["input"]["width"], card["input"]["height"]) for image in images])
    return ~(outputs(session, inputs, "distance") <= card["largestDistance"])


def too_smooth(cards: list[dict], images: list[Image.Image]) -> np.ndarray:
    """Which (N,) of the images have less fine detail, in luma or a colour, than what any of the models was trained on."""
    least = np.max([list(card["scale"]["leastDetail"].values()) for card in cards], axis=0)
    return (np.stack([fine_detail(np.asarray(image)) for image in images]) < least).any(1)


def oddly_coloured(cards: list[dict], images: list[Image.Image]) -> np.ndarray:
    """Which (N,) of the images are darker, brighter, or of other or fewer colours than what any of the models was trained on."""
    measured = np.stack([colours(np.asarray(image)) for image in images])
    return np.any([unusual(measured, card["scale"]["usualColours"]) for card in cards], axis=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds idc/, and breakhis/ if there is one (default: $PATHOCHAIN_DATA)")
    parser.add_argument("--models", type=Path, default=ARTIFACTS, help="folder of models and cards (default: models/artifacts)")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA")

    models = [load_model(path) for path in card_paths(arguments.models)]
    held_out = side(load_idc(idc_folder(arguments.data), SIDE, SIDE), models[0][0], "test").images
    chosen = np.random.default_rng(SEED).permutation(len(held_out))[:5 * DRAWN]
    print(f"| flagged, of | images | {' | '.join(card['name'] for card, _ in models)} | fine detail | colours | any of them |", f"|{'---|' * (len(models) + 5)}", sep="\n", flush=True)
    kinds = tissue(arguments.data, [Image.fromarray(image) for image in held_out[chosen]]) | strangers()
    for kind, images in kinds.items():
        by_check = np.stack([*(flagged(card, session, images) for card, session in models), *(check([card for card, _ in models], images) for check in (too_smooth, oddly_coloured))])
        print(f"| {kind} | {len(images)} | {' | '.join(f'{share:.1%}' for share in [*by_check.mean(1), by_check.any(0).mean()])} |", flush=True)


if __name__ == "__main__":
    answer(main)
