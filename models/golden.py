"""Write what the committed models say of synthetic images, for serving to be held to the same numbers.

    python3 models/golden.py

Writes tests/Inference.Tests/Golden/NAME.json. Whoever checks draws the same images by the same integer arithmetic.
"""
import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image

from data import resized, to_input
from evaluate import card_paths, load_model
from folders import ARTIFACTS

GOLDEN = Path(__file__).parents[1] / "tests/Inference.Tests/Golden"
OTHER_SIZES = [(50, 36), (41, 50), (25, 25), (1, 1), (100, 100), (224, 224), (70, 460), (700, 460)]


def draw(number: int, width: int, height: int) -> np.ndarray:
    """Synthetic tissue (height, width, 3) uint8: dark discs on pink, all from a linear congruential generator (Numerical Recipes)."""
    state = number

    def below(limit: int) -> int:
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return (state >> 16) % limit

    image = np.empty((height, width, 3), dtype=np.uint8)
    image[:] = (200 + below(50), 130 + below(90), 180 + below(60))
    y, x = np.mgrid[:height, :width]
    for _ in range(below(120)):
        centre_x, centre_y, radius = below(width), below(height), 1 + below(4)
        colour = (60 + below(80), 30 + below(80), 90 + below(80))
        image[(x - centre_x) ** 2 + (y - centre_y) ** 2 <= radius ** 2] = colour
    return image


def main() -> None:
    sizes = [(50, 50)] * 24 + OTHER_SIZES
    for card_path in card_paths(ARTIFACTS):
        card, session = load_model(card_path)
        cases = []
        for number, (width, height) in enumerate(sizes):
            image = draw(number, width, height)
            fitted = resized(Image.fromarray(image), card["input"]["width"], card["input"]["height"])
            outputs = session.run(to_input(fitted[None]))
            cases.append({
                "number": number, "width": width, "height": height,
                "drawnSha256": hashlib.sha256(image.tobytes()).hexdigest(),
                "resizedSha256": hashlib.sha256(fitted.tobytes()).hexdigest(),
                "probability": float(outputs["probability"][0]), "logit": float(outputs["logit"][0]),
            })
        path = GOLDEN / card_path.name
        path.parent.mkdir(exist_ok=True)
        lines = ",\n".join(f"    {json.dumps(case)}" for case in cases)
        path.write_text(f'{{\n  "modelSha256": "{card["sha256"]}",\n  "cases": [\n{lines}\n  ]\n}}\n')
        print(f"wrote {path}: {len(cases)} cases, probabilities {min(case['probability'] for case in cases):.3f} to {max(case['probability'] for case in cases):.3f}")


if __name__ == "__main__":
    main()
