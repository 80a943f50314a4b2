import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from data import made_up
from metrics import score
from train import Config, augment, run

TRAIN = Path(__file__).parents[1] / "train.py"


def test_augmentation_only_moves_pixels():
    torch.manual_seed(1)
    images = torch.rand(64, 3, 10, 10)
    out = augment(images)
    assert torch.equal(images.flatten(2).sort().values, out.flatten(2).sort().values)
    assert len({tuple(place) for place in (out == images[:, :, :1, :1]).nonzero()[:, 2:].tolist()} & {(0, 0), (0, 9), (9, 0), (9, 9)}) == 4


def test_the_same_seed_trains_the_same_network(tmp_path):
    for folder in ("first", "second"):
        run(Config(epochs=2), made_up(size=50, seed=3), tmp_path / folder)
    first, second = ((tmp_path / folder / "basecnn.onnx").read_bytes() for folder in ("first", "second"))
    assert first == second


def test_dry_run_walks_the_whole_path_without_data(tmp_path):
    finished = subprocess.run(
        [sys.executable, TRAIN, "--dry-run"], capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"}, cwd=tmp_path)
    assert "epoch  1/1" in finished.stdout and "basecnn.onnx and its card" in finished.stdout


def test_without_data_the_fix_is_named(tmp_path):
    finished = subprocess.run([sys.executable, TRAIN], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, cwd=tmp_path)
    assert finished.returncode == 2 and "PATHOCHAIN_DATA" in finished.stderr


def test_score_by_hand():
    figures = score(np.array([0.9, 0.6, 0.4, 0.1]), np.array([1, 0, 1, 0]))
    assert figures == {
        "loss": pytest.approx(-(2 * np.log(0.9) + 2 * np.log(0.4)) / 4, abs=1e-4),
        "rocAuc": 0.75, "accuracy": 0.5, "balancedAccuracy": 0.5, "precision": 0.5, "recall": 0.5, "f1": 0.5,
    }
