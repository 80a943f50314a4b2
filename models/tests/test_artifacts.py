"""The committed models, as far as they can be checked here."""
import os
from pathlib import Path

import numpy as np
import pytest

from card import PREPROCESSING
from data import load_idc
from evaluate import held_out, load_model, probabilities
from golden import draw
from metrics import score
from train import ARTIFACTS

NAMES = sorted(card.stem for card in ARTIFACTS.glob("*.json"))
DATA = os.environ.get("PATHOCHAIN_DATA")


def test_there_is_a_model():
    assert NAMES == ["basecnn"]


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_the_one_of_its_card(name):
    card, session = load_model(ARTIFACTS / f"{name}.json")
    assert card["preprocessing"]["steps"] == PREPROCESSING
    assert 0 < probabilities(session, draw(1, 50, 50)[None])[0] < 1


def test_a_changed_model_is_refused(tmp_path):
    card = tmp_path / "basecnn.json"
    card.write_text((ARTIFACTS / card.name).read_text())
    model = bytearray((ARTIFACTS / "basecnn.onnx").read_bytes())
    model[len(model) // 2] ^= 1
    (tmp_path / "basecnn.onnx").write_bytes(model)
    with pytest.raises(ValueError, match="is not the model"):
        load_model(card)


@pytest.mark.skipif(DATA is None, reason="skipped: needs real images; set PATHOCHAIN_DATA to a folder with idc/")
@pytest.mark.parametrize("name", NAMES)
def test_held_out_patients_score_as_the_card_says(name):
    card, session = load_model(ARTIFACTS / f"{name}.json")
    patches = held_out(load_idc(Path(DATA) / "idc", card["input"]["width"], card["input"]["height"]), card)
    measured = score(probabilities(session, patches.images), patches.labels, card["threshold"])
    stated = {name: card["metrics"][name] for name in measured}
    np.testing.assert_allclose(list(measured.values()), list(stated.values()), atol=2e-4)
