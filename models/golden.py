"""Write what the committed models say of synthetic images, and of real ones, for serving to be held to the same numbers.

    python3 models/golden.py [--data DIR]

Writes tests/Inference.Tests/Golden/NAME.json: whoever checks draws the same images by the same integer arithmetic. With DIR also
Golden/real/NAME.json, of held-out patients' patches and of BreaKHis images, which are named by the SHA-256 of their files alone.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image

from data import read_image, resized, split_by_patient, to_input
from detail import fine_detail
from evaluate import card_paths, load_model
from folders import ARTIFACTS, DATA
from listing import list_idc
from ort import Session
from refusal import answer

GOLDEN = Path(__file__).parents[1] / "tests/Inference.Tests/Golden"
REAL_PATCHES = 250
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


def synthetic_cases(card: dict, session: Session) -> list[dict]:
    cases = []
    for number, (width, height) in enumerate([(50, 50)] * 24 + OTHER_SIZES):
        image = draw(number, width, height)
        fitted = resized(Image.fromarray(image), card["input"]["width"], card["input"]["height"])
        cases.append({
            "number": number, "width": width, "height": height, "drawnSha256": sha256(image.tobytes()), "fineDetail": fine_detail(image).tolist(), **case(fitted, session),
        })
    return cases


def real_cases(card: dict, session: Session, files: list[Path]) -> list[dict]:
    fitted = (read_image(file, card["input"]["width"], card["input"]["height"]) for file in files)
    return [{"fileSha256": sha256(file.read_bytes()), **case(image, session)} for file, image in zip(files, fitted)]


def case(fitted: np.ndarray, session: Session) -> dict:
    outputs = session.run(to_input(fitted[None]))
    cam = outputs["cam"][0]
    return {
        "resizedSha256": sha256(fitted.tobytes()), "probability": float(outputs["probability"][0]), "logit": float(outputs["logit"][0]),
        "camSize": [cam.shape[1], cam.shape[0]], "camMaximum": float(cam.max()), "camPeak": int(cam.argmax()),
    }


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def real_files(data: Path, card: dict) -> list[Path]:
    """Some 250 patches of held-out patients, and all BreaKHis images there are."""
    patches = list_idc(data / "idc")
    sides = split_by_patient(patches.patients, card["data"]["seed"])
    held_out = [file for file, patient in zip(patches.files, patches.patients) if sides[patient] == "test"]
    return held_out[::max(1, len(held_out) // REAL_PATCHES)] + sorted((data / "breakhis").rglob("*.png"))


def write(path: Path, card: dict, cases: list[dict]) -> None:
    path.parent.mkdir(exist_ok=True)
    lines = ",\n".join(f"    {json.dumps(case)}" for case in cases)
    path.write_text(f'{{\n  "modelSha256": "{card["sha256"]}",\n  "cases": [\n{lines}\n  ]\n}}\n')
    print(f"wrote {path}: {len(cases)} cases, probabilities {min(case['probability'] for case in cases):.3f} to {max(case['probability'] for case in cases):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds idc/ and breakhis/ (default: $PATHOCHAIN_DATA, else no real images)")
    arguments = parser.parse_args()
    golden = {}
    for card_path in card_paths(ARTIFACTS):
        card, session = load_model(card_path)
        golden[GOLDEN / card_path.name] = card, synthetic_cases(card, session)
        if arguments.data is not None:
            golden[GOLDEN / "real" / card_path.name] = card, real_cases(card, session, real_files(arguments.data, card))
    for path, (card, cases) in golden.items():  # once all is read, so that what is refused leaves every file as it was
        write(path, card, cases)


if __name__ == "__main__":
    answer(main)
