"""Which side of the split each figure of a card is of."""
import json

import numpy as np
import pytest
import torch
from torch import nn

import release
from architectures import Reading
from breakhis import RANDOM_SPLIT
from card import IDC
from config import Config
from data import Patches


class Brightness(nn.Module):
    """A network whose only feature is how bright an image is, 0 to 1, and whose logit is -8 of a black image, 8 of a white one."""

    def __init__(self):
        super().__init__()
        self.head = nn.Sequential(nn.Linear(1, 1))
        self.head[0].weight.data.fill_(16)
        self.head[0].bias.data.fill_(-8)

    def read(self, images):
        features = images.mean((1, 2, 3))[:, None]
        return Reading(self.head(features).squeeze(1), features, images)


def patches(count, lowest, highest, overconfidence):
    """Images of one pixel, whose logits are so many times what their labels bear out."""
    random = np.random.default_rng(1)
    grey = random.integers((lowest + 8) * 255 // 16, (highest + 8) * 255 // 16, count, dtype=np.uint8)
    logits = grey / 255 * 16 - 8
    labels = (random.random(count) < 1 / (1 + np.exp(-logits / overconfidence))).astype(np.float32)
    return Patches(np.tile(grey[:, None, None, None], (1, 1, 1, 3)), labels, np.arange(count).astype(str), random.random((count, 3)), random.random((count, 3, 2)))


@pytest.fixture
def released(tmp_path, monkeypatch):
    """A card, the images its export was checked on, and the network."""
    exports = []
    monkeypatch.setattr(release, "export", lambda _network, card, images, folder: exports.append((card, images)) or folder)
    sides = {"train": patches(20_000, -8, 8, 1), "validation": patches(20_000, -2, 8, 2), "test": patches(500, -4, 2, 0.5)}
    network = Brightness()
    release.release(network, sides, Config(), release.Origin(IDC, RANDOM_SPLIT, {"name": "some"}, 1), tmp_path)
    return *exports[0], network


def test_temperature_and_threshold_are_those_of_the_validation_side(released):
    card, _, network = released
    assert 16 / network.head[0].weight.item() == pytest.approx(2, rel=0.1)
    # Of calibrated probabilities the best balanced accuracy is at the share of positives, 74 % here and 34 % in test; before calibration it is at 0.89.
    assert card["threshold"] == pytest.approx(0.74, abs=0.06)


def test_what_is_novel_lies_beyond_the_validation_side_and_is_measured_from_the_training_side(released):
    # Brightness is even from 0 to 1 in training, of deviation 0.289, and from 0.375 to 1 in validation.
    assert released[0]["largestDistance"] == pytest.approx((0.997 - 0.5) / 0.289, abs=0.03)


def test_figures_and_the_check_of_the_export_are_of_the_test_side(released, tmp_path):
    card, images, _ = released
    assert (card["metrics"]["patients"], card["metrics"]["patches"], len(images)) == (500, 500, 500)
    assert json.loads((tmp_path / "metrics.json").read_text()) == {"data": {"name": "some"}, **card["metrics"]}


def test_a_card_states_every_setting_of_its_training_once(released):
    training = released[0]["training"]
    assert training["settings"] == {
        "frozen-epochs": 35, "fine-tuning-rate": 1e-4, "stop-patience": 8, "plateau-patience": 3, "colour": 0, "balance": 0, "averaging": 0,
        "schedule": "plateau", "mixup": 0, "compression": 0, "precision": "float32",
    }
