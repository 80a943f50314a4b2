"""Patients whom models have seen are left out by what their patches look like, and nobody else is."""
import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import compress
import seen
from evaluate import card_paths, evaluate, table
from folders import ARTIFACTS, DATA
from golden import draw
from listing import list_idc
from refusal import Refused
from scope import Scope, to_score
from seen import read_seen, seen_file, write_seen
from test_evaluate import PATIENTS, models, train_on  # noqa: F401, models is a fixture

NEW = ["20", "21", "22"]
BLANK = Image.new("RGB", (50, 50), (243, 240, 244))


def put(folder, patients, named=lambda patient: patient, numbers=(0,), **encoded):
    """Patches of patients by number, one of each class, in a folder, under the patients' names or others."""
    for label in (0, 1):
        (folder / str(label)).mkdir(parents=True, exist_ok=True)
        for patient in patients:
            for number in numbers:
                file = folder / str(label) / f"{named(patient)}_idx5_x{number}_y1_class{label}.png"
                Image.fromarray(draw(1000 * int(patient) + 2 * number + label, 50, 50)).save(file, **encoded)
    return folder


@pytest.fixture
def sides(tmp_path, models):  # noqa: F811
    """Each side's patients, of whom the models' folder says what was seen, a blank with it."""
    side_of = train_on(PATIENTS, models)
    sides = {side: [patient for patient in PATIENTS if side_of[patient] == side] for side in seen.SEEN + ("test",)}
    own = put(tmp_path / "own", PATIENTS)
    BLANK.save(own / "0" / f"{sides['train'][0]}_idx5_x99_y1_class0.png")
    write_seen(list_idc(own), json.loads((models / "basecnn.json").read_text()), models)
    return sides


def scope(folder, models):
    """What of a folder is scored, without scoring it."""
    return to_score(folder, [json.loads(path.read_text()) for path in card_paths(models)], models, None)[1]


def test_patients_whom_the_models_have_seen_are_refused(tmp_path, models, sides):  # noqa: F811
    for side in seen.SEEN:
        with pytest.raises(Refused, match=f"were trained or chosen on all {len(sides[side])} patients of this folder"):
            scope(put(tmp_path / side, sides[side]), models)


def test_of_a_mix_the_new_patients_are_scored_as_if_they_were_alone(tmp_path, models, sides):  # noqa: F811
    alone = evaluate(put(tmp_path / "alone", NEW + sides["test"]), models)
    mixed = evaluate(put(tmp_path / "mixed", NEW + PATIENTS), models)
    assert alone["scored"] == "the whole folder" and "leftOut" not in alone
    left_out, left = len(sides["train"] + sides["validation"]), len(NEW + sides["test"])
    assert mixed.pop("leftOut") == {"patients": left_out, "patches": 2 * left_out}
    assert table(mixed).startswith(f"IDC, the whole folder without the {left_out} patients ({2 * left_out} patches) that the models were trained or chosen on: {left} patients, {2 * left} patches\n")
    assert {**mixed, "scored": alone["scored"]} == alone


def test_other_names_and_files_of_the_same_pixels_fool_nobody(tmp_path, models, sides):  # noqa: F811
    folder = put(put(tmp_path / "renamed", NEW), sides["train"], named=lambda patient: f"9{patient}", compress_level=0)
    assert scope(folder, models).left_out == {"patients": len(sides["train"]), "patches": 2 * len(sides["train"])}


def test_more_patches_of_a_patient_than_were_trained_on_hide_none(tmp_path, models, sides):  # noqa: F811
    folder = put(put(tmp_path / "more", NEW), sides["train"][:1], numbers=range(20))
    assert scope(folder, models).left_out == {"patients": 1, "patches": 40}


def test_a_blank_that_patients_share_leaves_nobody_out(tmp_path, models, sides):  # noqa: F811
    folder = put(tmp_path / "new", NEW)
    for patient in NEW:
        for number in range(50, 54):
            BLANK.save(folder / "0" / f"{patient}_idx5_x{number}_y1_class0.png")
    assert scope(folder, models) == Scope("the whole folder", {})


def test_what_is_left_of_one_class_only_is_refused(tmp_path, models, sides):  # noqa: F811
    folder = put(put(tmp_path / "some", NEW), sides["train"])
    for file in (folder / "1").glob("2?_*"):
        file.unlink()
    with pytest.raises(Refused, match="that the models were trained or chosen on, holds patches of class 0 only"):
        scope(folder, models)


@pytest.mark.parametrize("elsewhere", ["seen-0123456789abcdef.npy", "seen.npy"])
def test_models_that_do_not_say_what_they_have_seen_are_scored_with_a_remark(tmp_path, models, sides, capsys, elsewhere):  # noqa: F811
    file, = models.glob("seen-*.npy")
    file.rename(models / elsewhere)
    assert scope(put(tmp_path / "subset", sides["train"]), models) == Scope("the whole folder", {})
    remarks = [line for line in capsys.readouterr().err.splitlines() if "patch " not in line]
    assert len(remarks) == 1 and remarks[0].startswith(f"{file} is not there, so which patches the models were trained on is not known")


def test_a_damaged_file_is_named(tmp_path, models, sides):  # noqa: F811
    file, = models.glob("seen-*.npy")
    for damaged in (b"", b"some", file.read_bytes()[:-3]):
        file.write_bytes(damaged)
        with pytest.raises(Refused, match=re.escape(f"{file} cannot be read")):
            scope(put(tmp_path / "new", NEW), models)


def test_models_land_with_what_they_have_seen(tmp_path, models, sides, monkeypatch):  # noqa: F811
    written = next(models.glob("seen-*.npy"))
    (tmp_path / "own").rename(tmp_path / "idc")
    for name in ("basecnn", "vgg16"):
        (tmp_path / "runs" / name).mkdir(parents=True)
        for file in models.glob(f"{name}.*"):
            (tmp_path / "runs" / name / file.name).write_bytes(file.read_bytes())
    (tmp_path / "landed").mkdir()
    monkeypatch.setattr(compress, "compress", lambda *_: {})
    monkeypatch.setattr(compress, "REPORTS", tmp_path)
    monkeypatch.setattr("sys.argv", ["compress.py", *(f"--{name}={tmp_path / folder}" for name, folder in [("data", "."), ("runs", "runs"), ("out", "landed")])])
    compress.main()
    assert (tmp_path / "landed" / written.name).read_bytes() == written.read_bytes()


def test_what_models_of_one_split_have_seen_adds_up(tmp_path, models, sides):  # noqa: F811
    file, = models.glob("seen-*.npy")
    before, other = set(np.load(file).tolist()), put(tmp_path / "other", PATIENTS, numbers=(5,))
    write_seen(list_idc(other), json.loads((models / "basecnn.json").read_text()), models)
    assert before < set(np.load(file).tolist())


def test_the_committed_models_say_what_they_have_seen():
    splits = {json.loads(path.read_text())["data"]["splitId"] for path in card_paths(ARTIFACTS)}
    assert {seen_file(ARTIFACTS, split) for split in splits} == set(ARTIFACTS.glob("seen*"))


@pytest.mark.skipif(DATA is None, reason="skipped: needs real images; set PATHOCHAIN_DATA to a folder with idc/")
def test_what_the_committed_models_have_seen_is_all_they_have(tmp_path):
    card = json.loads((ARTIFACTS / "basecnn.json").read_text())
    written = write_seen(list_idc(Path(DATA) / "idc"), card, tmp_path)
    assert written.read_bytes() == (ARTIFACTS / written.name).read_bytes()
    digests = np.load(written)
    assert (np.diff(digests) > 0).all() and set(digests.tolist()) == read_seen(ARTIFACTS, card["data"]["splitId"])
