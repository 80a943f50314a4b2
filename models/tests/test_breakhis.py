import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from breakhis import FOLDS, RANDOM_SPLIT, SUBTYPES, folds_by_patient, load_breakhis, parse, sides_of_fold, split_at_random
from data import SIDES, Patches, require_disjoint, take_sides
from folders import DATA

LEGAL = [
    f"SOB_{letter}_{subtype}-14-{slide}-{magnification}-{sequence:03}.png"
    for letter, subtypes in SUBTYPES.items() for subtype in subtypes
    for slide in ("2773", "22549AB", "18842D", "9146", "13412") for magnification in (40, 100, 200, 400) for sequence in (1, 28)
]


def cohort(patients=82, each=4):
    """As many patients as BreaKHis has, a third of them benign; a few have slides with letters."""
    slides = [str(number) for number in range(1000, 1000 + patients)]
    labels = np.repeat([float(number % 3 != 0) for number in range(patients)], each)
    return Patches(np.zeros((patients * each, 2, 2, 3), dtype=np.uint8), labels.astype(np.float32), np.repeat(slides, each), np.ones((patients * each, 3)), np.ones((patients * each, 3, 2)))


def test_a_name_is_parsed_to_what_it_says():
    name = parse("SOB_B_TA-14-16184CD-400-024.png")
    assert (name.malignant, name.subtype, name.year, name.slide, name.magnification, name.sequence) == (False, "TA", "14", "16184CD", 400, "024")
    assert name.patient == "16184" and not name.conflicting
    assert parse("SOB_M_LC-14-13412-200-003.png").conflicting


@pytest.mark.parametrize("name", LEGAL)
def test_every_legal_name_is_parsed_back_to_itself(name):
    assert str(parse(name)) == name


def test_of_1000_mutated_names_none_is_taken_for_what_it_is_not():
    generator = random.Random(1)
    refused = 0
    for _ in range(1000):
        original = generator.choice(LEGAL)
        at = generator.randrange(len(original))
        letter = generator.choice("ABCDMPTX_-.0149 /\u0660\n")
        name = generator.choice([original[:at] + letter + original[at + 1:], original[:at] + original[at + 1:], original[:at] + letter + original[at:], original + letter, letter + original])
        try:
            assert str(parse(name)) == name
        except ValueError:
            refused += 1
    assert refused > 600


@pytest.mark.parametrize("name", [
    "SOB_B_DC-14-2773-400-001.png", "SOB_M_A-14-2773-400-001.png", "SOB_M_DC-14-2773-80-001.png", "SOB_M_DC-14-2773-400-001.jpg",
    "sob_m_dc-14-2773-400-001.png", "SOB_M_DC-14--400-001.png", "SOB_M_DC-14-2773-400-1.png", "SOB_M_DC-14-\u0662\u0667\u0667\u0663-400-001.png", "../SOB_M_DC-14-2773-400-001.png",
])
def test_an_impossible_name_is_refused(name):
    with pytest.raises(ValueError, match="is not named like"):
        parse(name)


def test_folders_are_walked_and_one_magnification_taken(tmp_path):
    for name in ("SOB_B_A-14-22549AB-400-001.png", "SOB_B_A-14-22549CD-40-001.png", "SOB_M_DC-14-2773-400-001.png"):
        file = tmp_path / name[4] / name[8:15] / name
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (70, 46), (200, 120, 180)).save(file)
    patches = load_breakhis(tmp_path, 7, 7)
    assert patches.labels.tolist() == [0, 1] and patches.patients.tolist() == ["22549", "2773"]
    assert len(load_breakhis(tmp_path, 7, 7, magnification=None)) == 3
    assert not load_breakhis(tmp_path, 7, 7, change=lambda image: image.point(lambda _: 0)).images.any() and patches.images.all()
    with pytest.raises(FileNotFoundError, match="no images of 200X"):
        load_breakhis(tmp_path, 7, 7, magnification=200)


def put(file):
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (7, 7), (200, 120, 180)).save(file, "PNG")


@pytest.mark.parametrize("name", ["SOB_M_DC-14-2773-400-002.PNG", "SOB_M_DC-14-2773-400-002.jpg", "SOB_M_DC-14-2773-400-002", "other.png"])
def test_an_image_that_would_be_left_out_is_named(tmp_path, name):
    put(tmp_path / "SOB_M_DC-14-2773-400-001.png")
    put(tmp_path / "malignant" / name)
    with pytest.raises(ValueError, match=f"{name} is not named like"):
        load_breakhis(tmp_path, 7, 7)


def test_an_image_that_is_there_twice_is_refused(tmp_path):
    for folder in ("one", "other"):
        put(tmp_path / folder / "SOB_M_DC-14-2773-400-001.png")
    with pytest.raises(ValueError, match="other/SOB_M_DC-14-2773-400-001.png are one image: move one of the two copies out of"):
        load_breakhis(tmp_path, 7, 7)


def test_folders_named_like_slides_and_what_is_no_image_are_passed_by(tmp_path):
    put(tmp_path / "SOB_M_DC_14-2773" / "400X" / "SOB_M_DC-14-2773-400-001.png")
    for name in ("README.txt", ".DS_Store", "Thumbs.db", "._SOB_M_DC-14-2773-400-001.png"):
        (tmp_path / name).touch()
    assert len(load_breakhis(tmp_path, 7, 7)) == 1


@pytest.mark.parametrize("fold", range(FOLDS))
def test_each_patient_is_held_out_once(fold):
    patches = cohort()
    folds = folds_by_patient(patches, seed=7)
    sizes = Counter(folds.values())
    assert max(sizes.values()) - min(sizes.values()) <= 2
    sides = take_sides(patches, sides_of_fold(folds, fold))
    assert set(sides["test"].patients) == {patient for patient, of in folds.items() if of == fold}
    assert all(set(side.labels) == {0, 1} for side in sides.values())


@pytest.mark.parametrize("fold", range(FOLDS))
def test_a_leaked_patient_is_found_in_each_fold(fold):
    patches = cohort()
    sides = take_sides(patches, sides_of_fold(folds_by_patient(patches, seed=7), fold))
    leaked = sides["train"].patients[0]
    sides["test"].patients[-1] = leaked
    with pytest.raises(ValueError, match=f"patient {leaked} is on two sides"):
        require_disjoint(sides)


def test_the_random_split_has_the_papers_shares_and_says_that_patients_leak():
    patches = cohort(patients=100, each=10)
    sides = {side: patches.at(taken) for side, taken in split_at_random(len(patches), seed=7).items()}
    assert [len(sides[side]) for side in SIDES] == [540, 136, 324]
    assert set(sides["train"].patients) & set(sides["test"].patients)
    assert "patients leak" in RANDOM_SPLIT
    with pytest.raises(ValueError, match="on two sides"):
        require_disjoint(sides)


@pytest.mark.skipif(DATA is None, reason="skipped: needs real images; set PATHOCHAIN_DATA to a folder with breakhis/")
def test_real_names_are_parsed():
    files = list((Path(DATA or "") / "breakhis").rglob("*.png"))
    assert len(files) == 19 and all(str(parse(file.name)) == file.name for file in files)
