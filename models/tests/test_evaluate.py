"""What is read and what is run when models are scored on a folder."""
import hashlib
import json
import shutil

import numpy as np
import pytest
from PIL import Image

import evaluate
from card import BREAKHIS
from data import load_idc, split_by_patient, split_id
from ensemble import read_ensemble
from evaluate import card_paths, load_model, outputs, table, votes
from folders import ARTIFACTS
from golden import draw
from refusal import Refused

PATIENTS = [str(number) for number in range(10)]


@pytest.fixture
def models(tmp_path):
    """A folder of two models, one of which takes the images at another size."""
    folder = tmp_path / "models"
    folder.mkdir()
    for name in ("basecnn", "vgg16"):
        for ending in ("json", "onnx"):
            shutil.copy(ARTIFACTS / f"{name}.{ending}", folder)
    return folder


def write(folder, patients=PATIENTS, labels=(0, 1), size=(50, 50)):
    for label in labels:
        (folder / str(label)).mkdir(parents=True, exist_ok=True)
        for patient in patients:
            Image.fromarray(draw(int(patient) + label, *size)).save(folder / str(label) / f"{patient}_idx5_x1_y1_class{label}.png")
    return folder


def train_on(patients, models):
    """Has the cards of a folder say that these patients were split for their training; each one's side."""
    sides = split_by_patient(patients, seed=7)
    for path in models.glob("*.json"):
        card = json.loads(path.read_text())
        path.write_text(json.dumps({**card, "data": {**card["data"], "seed": 7, "splitId": split_id(sides)}}))
    return sides


@pytest.fixture
def read(monkeypatch):
    """The names of the files that are read."""
    names = []
    opened = evaluate.opened
    monkeypatch.setattr(evaluate, "opened", lambda path, change: names.append(path.name) or opened(path, change))
    return names


def test_each_file_is_read_once_for_all_models_and_scored_as_if_all_were_held(tmp_path, models, read, monkeypatch):
    monkeypatch.setattr(evaluate, "BATCH", 7)
    folder = write(tmp_path, size=(61, 43))
    cards, probabilities, scored, _ = votes(tmp_path, models)
    assert read == [file.name for file in scored.files] and len(set(read)) == len(read) == 20
    for card, each in zip(cards, probabilities):
        images = load_idc(folder, card["input"]["width"], card["input"]["height"]).images
        np.testing.assert_array_equal(each, outputs(load_model(models / f"{card['name']}.json")[1], images))


@pytest.mark.parametrize("label", [0, 1])
def test_patches_of_one_class_are_refused_before_any_is_read(tmp_path, models, read, label):
    with pytest.raises(Refused, match=f"{tmp_path} holds patches of class {label} only"):
        votes(write(tmp_path, labels=[label]), models)
    assert not read


def test_of_one_patient_there_are_no_intervals_and_the_table_says_why(tmp_path, models):
    result = evaluate.evaluate(write(tmp_path, patients=PATIENTS[:1]), models)
    assert [each["intervals"] for each in result["figures"].values()] == [{}] * 3
    assert table(result).endswith("\n\nNo intervals: they are over patients, and all patches are of one.")


def test_the_table_ends_with_how_far_the_vote_is_ahead(tmp_path, models):
    result = evaluate.evaluate(write(tmp_path), models)
    low, high = result["lead"]["intervals"]["rocAuc"]
    assert f"those of {result['lead']['over']}, " in table(result).splitlines()[-1] and f"ROC-AUC {low:.4f} to {high:.4f}" in table(result).splitlines()[-1]


def test_only_files_of_the_side_that_is_scored_are_read(tmp_path, models, read):
    sides = train_on(PATIENTS, models)
    assert votes(write(tmp_path), models)[3].title == "held-out patients"
    assert {name.split("_")[0] for name in read} == {patient for patient, side in sides.items() if side == "test"}


def test_images_that_are_left_out_are_said_in_a_line(tmp_path, models, capsys):
    write(tmp_path)
    write(tmp_path / "90009", ["90009"])
    assert len(votes(tmp_path, models)[2]) == 20
    first = tmp_path / "90009" / "0" / "90009_idx5_x1_y1_class0.png"
    assert [line for line in capsys.readouterr().err.splitlines() if "left out" in line] == [
        f"2 PNG files below {tmp_path} are left out, {first} the first: patches lie in 0 and 1 alone, or all in PATIENT/0 and PATIENT/1"]


def test_a_model_of_another_task_is_not_scored(tmp_path, models, read):
    path = models / "vgg16.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "task": BREAKHIS.task}))
    with pytest.raises(Refused, match="vgg16 was trained to tell 'a breast tumour .* labelled by 'invasive ductal carcinoma"):
        votes(write(tmp_path), models)
    assert not read


def without(member):
    return lambda text: json.dumps({name: value for name, value in json.loads(text).items() if name != member})


@pytest.mark.parametrize("name, spoil, said", [
    ("basecnn.json", lambda text: text[:len(text) // 2], "basecnn.json is no card: "), ("basecnn.json", lambda _: "[]", "basecnn.json lacks name, file"),
    ("basecnn.json", without("data"), "basecnn.json lacks data: "), ("ensemble.json", lambda _: "{", "ensemble.json is no card: "), ("ensemble.json", without("members"), "ensemble.json lacks members: "),
])
def test_a_damaged_card_is_refused(models, name, spoil, said):
    shutil.copy(ARTIFACTS / "ensemble.json", models)
    (models / name).write_text(spoil((models / name).read_text()))
    with pytest.raises(Refused, match=said):
        read_ensemble(models, [load_model(path)[0] for path in card_paths(models)])


def test_a_damaged_model_is_refused_though_its_card_names_it(models):
    path, model = models / "basecnn.json", (models / "basecnn.onnx").read_bytes()[:9999]
    (models / "basecnn.onnx").write_bytes(model)
    path.write_text(json.dumps({**json.loads(path.read_text()), "sha256": hashlib.sha256(model).hexdigest()}))
    with pytest.raises(Refused, match="basecnn.onnx cannot be loaded: ONNX Runtime"):
        load_model(path)


def test_a_model_is_a_card_beside_its_file_whatever_else_a_run_holds(models):
    for name in ("history.json", "metrics.json", "ensemble.json"):
        (models / name).write_text("[]")
    assert [path.name for path in card_paths(models)] == ["basecnn.json", "vgg16.json"]


def run(monkeypatch, *options):
    monkeypatch.setattr("sys.argv", ["evaluate.py", *map(str, options)])
    evaluate.main()


def test_the_folder_of_the_figures_is_made(tmp_path, models, monkeypatch, capsys):
    out = tmp_path / "some" / "where" / "figures.json"
    run(monkeypatch, "--data", write(tmp_path), "--models", models, "--out", out)
    assert "| ensemble |" in capsys.readouterr().out and list(json.loads(out.read_text())["figures"]) == ["basecnn", "vgg16", "ensemble"]


@pytest.mark.parametrize("place", [".", "models/basecnn.json/figures.json"])
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path, models, read, monkeypatch, place):
    with pytest.raises(Refused, match=f"{tmp_path / place} cannot be written"):
        run(monkeypatch, "--data", write(tmp_path), "--models", models, "--out", tmp_path / place)
    assert not read


def test_a_refused_scoring_leaves_the_figures_of_an_earlier_one_and_no_file_of_its_own(tmp_path, models, monkeypatch):
    (tmp_path / "earlier.json").write_text("{}")
    for out in ("earlier.json", "new.json"):
        with pytest.raises(Refused, match="of class 0 only"):
            run(monkeypatch, "--data", write(tmp_path, labels=[0]), "--models", models, "--out", tmp_path / out)
    assert (tmp_path / "earlier.json").read_text() == "{}" and not (tmp_path / "new.json").exists()


def test_where_no_terminal_is_every_tenth_of_the_way_is_said(tmp_path, models, monkeypatch, capsys):
    monkeypatch.setattr(evaluate, "BATCH", 1)
    votes(write(tmp_path), models)
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("scored")] == [f"scored patch {number}/20" for number in range(2, 21, 2)]
