"""What a command cannot take is said in one line, with exit code 2."""
import os
import subprocess
import sys

import pytest
from PIL import Image

from folders import ARTIFACTS, MODELS
from golden import GOLDEN


def answer_of(*command, **environment):
    done = subprocess.run([sys.executable, *map(str, command)], cwd=MODELS.parent, capture_output=True, text=True, env={**os.environ, **environment})
    return done.returncode, done.stderr.strip().splitlines()


def misnamed(folder):
    (folder / "idc" / "0").mkdir(parents=True)
    Image.new("RGB", (50, 50)).save(folder / "idc" / "0" / "smith_class0.png")
    return folder


def broken(folder):
    for label in "01":
        (folder / label).mkdir()
        (folder / label / f"10253_idx5_x1001_y1001_class{label}.png").write_bytes(b"no image")
    return folder


def one_class(folder):
    (folder / "1").mkdir()
    (folder / "1" / "10253_idx5_x1001_y1001_class1.png").touch()
    return folder


@pytest.mark.parametrize("make, said", [
    (lambda folder: folder, "no patches in"), (misnamed, "smith_class0.png is not named like"), (broken, "10253_idx5_x1001_y1001_class0.png cannot be read: cannot identify image file"),
    (one_class, "holds patches of class 1 only"),
])
def test_a_folder_that_cannot_be_scored(tmp_path, make, said):
    code, lines = answer_of("models/evaluate.py", "--data", make(tmp_path))
    assert code == 2 and len(lines) == 1 and said in lines[0]


@pytest.mark.parametrize("folder", ["none", "."])
def test_a_folder_without_models(tmp_path, folder):
    code, lines = answer_of("models/evaluate.py", "--data", tmp_path, "--models", tmp_path / folder)
    assert code == 2 and len(lines) == 1 and f"no models in {tmp_path / folder}: " in lines[0]


def test_golden_numbers_stay_where_real_images_are_refused(tmp_path):
    before = {path: path.stat().st_mtime_ns for path in GOLDEN.rglob("*.json")}
    code, lines = answer_of("models/golden.py", "--data", tmp_path)
    assert code == 2 and len(lines) == 1 and f"no patches in {tmp_path / 'idc'}" in lines[0]
    assert before and {path: path.stat().st_mtime_ns for path in GOLDEN.rglob("*.json")} == before


def test_a_model_that_was_not_trained_is_not_compressed(tmp_path):
    code, lines = answer_of("models/compress.py", "--data", tmp_path, "--runs", tmp_path, "basecnn")
    assert code == 2 and len(lines) == 1 and f"no {tmp_path / 'basecnn' / 'basecnn.json'}: train it first by models/train.py --arch basecnn" in lines[0]


@pytest.mark.parametrize("weights, said", [
    (ARTIFACTS / "basecnn.onnx", "is no exported mobilenet_v3_small"), (MODELS / "card.py", "weights of mobilenet_v3_small are read from .npz, .h5, .pth, .pt, .onnx, checkpoint.pt"),
    (MODELS / "none.npz", "No such file"),
])
def test_weights_that_cannot_be_read(weights, said):
    code, lines = answer_of("models/train.py", "--dry-run", "--arch", "mobilenet_v3_small", "--weights", weights)
    assert code == 2 and len(lines) == 1 and said in lines[0]


@pytest.mark.parametrize("option, value", [("batch-size", 0), ("threads", -1)])
def test_a_setting_that_training_cannot_have(option, value):
    code, lines = answer_of("models/train.py", "--dry-run", f"--{option}={value}")
    assert code == 2 and len(lines) == 1 and f"--{option} {value} is no number from" in lines[0]


@pytest.mark.parametrize("quality", ["0", "96", "best"])
def test_a_quality_that_jpeg_does_not_have(tmp_path, quality):
    code, lines = answer_of("models/evaluate.py", "--data", tmp_path, "--jpeg", quality)
    assert code == 2 and f"{quality} is no quality of JPEG from 1 to 95" in lines[-1]


@pytest.mark.parametrize("command", ["combine.py", "compare_votes.py", "compress.py", "evaluate.py", "report.py", "strangers.py", "train.py"])
def test_variables_that_are_empty_are_as_good_as_not_set(command):
    needed = {"compress.py": ["vgg16"], "train.py": ["--arch", "vgg16"]}
    code, lines = answer_of(f"models/{command}", *needed.get(command, []), PATHOCHAIN_DATA="", PATHOCHAIN_WEIGHTS="")
    assert code == 2 and "by --data or PATHOCHAIN_DATA" in lines[-1]
