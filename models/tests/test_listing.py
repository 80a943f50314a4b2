"""Which patches a folder holds is told by names alone: the files here are empty."""
import re

import pytest

from listing import left_out, list_idc

PLACES = {"8863_idx5_x1_y1_class0.png": "0", "8863_idx5_x51_y1_class1.png": "1", "10253_idx5_x1_y1_class0.png": "0", "9_idx5_x1_y1_class1.png": "1"}


def put(file):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def as_ours(folder):
    for name, label in PLACES.items():
        put(folder / label / name)
    return folder


def as_kaggles(folder):
    for name, label in PLACES.items():
        put(folder / name.split("_")[0] / label / name)
    return folder


@pytest.mark.parametrize("laid_out", [as_ours, as_kaggles])
def test_both_layouts_hold_the_same_patches_in_the_same_order(tmp_path, laid_out):
    listing = list_idc(laid_out(tmp_path))
    assert [file.name for file in listing.files] == ["10253_idx5_x1_y1_class0.png", "8863_idx5_x1_y1_class0.png", "8863_idx5_x51_y1_class1.png", "9_idx5_x1_y1_class1.png"]
    assert listing.labels.tolist() == [0, 0, 1, 1] and listing.patients.tolist() == ["10253", "8863", "8863", "9"]


def test_a_second_copy_of_all_is_refused(tmp_path):
    as_kaggles(as_kaggles(tmp_path) / "IDC_regular_ps50_idx5")
    with pytest.raises(ValueError, match="10253_idx5_x1_y1_class0.png are one patch: move one of the two copies out of"):
        list_idc(tmp_path)


@pytest.mark.parametrize("laid_out", [as_ours, as_kaggles])
@pytest.mark.parametrize("name", ["8863_idx5_x1_y1_class1.jpg", "8863_idx5_x1_y1_class1.PNG", "more/8863_idx5_x1_y1_class1.png", "8863_idx5_x1_y1_class0.png", "notes.txt"])
def test_a_file_that_would_be_left_out_is_named(tmp_path, laid_out, name):
    folder = next(laid_out(tmp_path).rglob("1"))
    put(folder / name)
    with pytest.raises(ValueError, match=re.escape(f"{folder / name.split('/')[0]} is not named like 10253_idx5_x1001_y1001_class1.png")):
        list_idc(tmp_path)


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "._8863_idx5_x1_y1_class0.png"])
def test_what_file_managers_leave_is_left_out(tmp_path, name):
    put(as_ours(tmp_path) / "0" / name)
    assert len(list_idc(tmp_path)) == len(PLACES)


@pytest.mark.parametrize("laid_out, elsewhere", [
    (as_ours, ["90009/0/90009_idx5_x1_y1_class0.png", "90009/1/90009_idx5_x1_y1_class1.png", "stray.PNG"]),
    (as_kaggles, ["8863/8863_idx5_x77_y1_class0.png", "deep/er/still/0/90009_idx5_x1_y1_class0.png"]),
])
def test_images_elsewhere_in_a_folder_are_left_out_and_known(tmp_path, laid_out, elsewhere):
    folder = laid_out(tmp_path)
    assert left_out(folder, list_idc(folder)) == []
    for name in [*elsewhere, "8863/note.txt", "8863/._8863_idx5_x1_y1_class0.png"]:
        put(folder / name)
    listing = list_idc(folder)
    assert len(listing) == len(PLACES) and left_out(folder, listing) == [folder / name for name in elsewhere]


def test_a_folder_without_patches_is_told_both_layouts(tmp_path):
    with pytest.raises(FileNotFoundError, match=f"no patches in {tmp_path}, neither in 0 and 1 nor in PATIENT/0 and PATIENT/1"):
        list_idc(tmp_path)
