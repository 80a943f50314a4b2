"""The committed models, as far as they can be checked here."""
import hashlib
import json
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from card import PREPROCESSING
from combine import measure
from ensemble import read_ensemble
from evaluate import card_paths, evaluate, load_model, outputs, over_views, table, votes
from golden import draw
from metrics import score
from refusal import Refused
from selfcheck import self_check_logit
from folders import ARTIFACTS, DATA

NAMES = [card.stem for card in card_paths(ARTIFACTS)]
LARGEST_MEGABYTES = 80


def test_the_models_are_small():
    assert NAMES == ["basecnn", "efficientnet_b0", "mobilenet_v3_small", "resnet50_v2", "vgg16"]
    assert sum(file.stat().st_size for file in ARTIFACTS.iterdir()) <= LARGEST_MEGABYTES * 1e6


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_the_one_of_its_card(name):
    card, session = load_model(ARTIFACTS / f"{name}.json")
    assert card["preprocessing"]["steps"] == PREPROCESSING
    size = card["input"]["width"]
    assert 0 <= outputs(session, draw(1, size, size)[None])[0] < 1
    assert card["selfCheckLogit"] == pytest.approx(self_check_logit((ARTIFACTS / card["file"]).read_bytes(), size, size), abs=0.01)


def test_a_model_that_this_machine_computes_otherwise_is_refused(tmp_path):
    card = json.loads((ARTIFACTS / "basecnn.json").read_text())
    (tmp_path / "basecnn.onnx").write_bytes((ARTIFACTS / "basecnn.onnx").read_bytes())
    for off, refused in ((0.09, False), (-0.11, True), (0.11, True)):
        path = tmp_path / "basecnn.json"
        path.write_text(json.dumps({**card, "selfCheckLogit": card["selfCheckLogit"] + off}))
        with pytest.raises(Refused, match="on this machine") if refused else nullcontext():
            load_model(path)


def test_a_card_that_does_not_say_what_is_computed_is_refused(tmp_path):
    card = json.loads((ARTIFACTS / "basecnn.json").read_text())
    del card["selfCheckLogit"]
    (tmp_path / "basecnn.onnx").write_bytes((ARTIFACTS / "basecnn.onnx").read_bytes())
    (tmp_path / "basecnn.json").write_text(json.dumps(card))
    with pytest.raises(Refused, match="lacks selfCheckLogit"):
        load_model(tmp_path / "basecnn.json")


def test_a_changed_model_is_refused(tmp_path):
    card = tmp_path / "basecnn.json"
    card.write_text((ARTIFACTS / card.name).read_text())
    model = bytearray((ARTIFACTS / "basecnn.onnx").read_bytes())
    model[len(model) // 2] ^= 1
    (tmp_path / "basecnn.onnx").write_bytes(model)
    with pytest.raises(ValueError, match="is not the model"):
        load_model(card)


def test_any_folder_of_the_shape_is_scored_whole(tmp_path):
    from PIL import Image

    for number in range(12):
        folder = tmp_path / str(number % 2)
        folder.mkdir(exist_ok=True)
        Image.fromarray(draw(number, 50, 50)).save(folder / f"{number // 4}_idx5_x{number}_y1_class{number % 2}.png")
    result = evaluate(tmp_path, ARTIFACTS)
    assert result["scored"] == "the whole folder" and result["patients"] == 3 and result["patches"] == 12
    assert list(result["figures"]) == list(result["models"]) == [*NAMES, "ensemble"]
    assert result["models"]["ensemble"] == hashlib.sha256((ARTIFACTS / "ensemble.json").read_bytes()).hexdigest()
    assert "| ensemble |" in table(result)
    compressed = evaluate(tmp_path, ARTIFACTS, jpeg=30)
    assert compressed["scored"] == "the whole folder, as JPEG of quality 30" and compressed["models"] == result["models"]
    assert all(compressed["figures"][name]["loss"] != result["figures"][name]["loss"] for name in result["figures"])


@pytest.mark.skipif(DATA is None, reason="skipped: needs real images; set PATHOCHAIN_DATA to a folder with idc/")
def test_held_out_patients_score_as_the_cards_of_the_models_and_of_their_vote_say():
    cards, probabilities, patches, _ = votes(Path(DATA), ARTIFACTS)
    measured = {card["name"]: score(each, patches.labels, card["threshold"]) for card, each in zip(cards, probabilities)}
    measured["ensemble"] = measure(read_ensemble(ARTIFACTS, cards), probabilities, patches)
    assert list(measured) == [*NAMES, "ensemble"]
    for name, figures in measured.items():
        stated = json.loads((ARTIFACTS / f"{name}.json").read_text())["metrics"]
        assert {figure: stated[figure] for figure in figures} == pytest.approx(figures, abs=3e-4), name


def test_views_are_the_eight_of_a_square_and_turning_an_image_changes_nothing():
    _, session = load_model(ARTIFACTS / "basecnn.json")
    images = np.stack([draw(number, 50, 50) for number in range(4)])
    turned = np.rot90(images[:, ::-1], 3, (1, 2))
    np.testing.assert_allclose(over_views(session, turned), over_views(session, images), atol=1e-6)
    assert np.abs(over_views(session, images) - outputs(session, images)).max() > 1e-4
