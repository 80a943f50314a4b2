import hashlib

import numpy as np
import pytest
from PIL import Image

from data import load_idc, made_up, read_image, read_images, require_disjoint, resized, split_by_patient, split_id, take_sides, to_input
from refusal import Refused

PATIENTS = [str(number) for number in range(8_000, 8_234)]


def write_patch(folder, name, colour=(200, 120, 180), size=(50, 50)):
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(folder / name)


def test_split_has_the_papers_shares_of_patients():
    sides = list(split_by_patient(PATIENTS, seed=7).values())
    assert [sides.count(side) for side in ("train", "validation", "test")] == [126, 32, 76]


def test_split_depends_on_seed_and_patients_alone():
    assert split_by_patient(PATIENTS, seed=7) == split_by_patient(reversed(PATIENTS * 2), seed=7)
    assert split_id(split_by_patient(PATIENTS, seed=7)) != split_id(split_by_patient(PATIENTS, seed=8))


def test_split_id_is_a_hash_of_sorted_lines():
    assert split_id({"b": "test", "a": "train"}) == hashlib.sha256(b"a train\nb test\n").hexdigest()


def test_sides_hold_every_patch_once():
    patches = made_up(size=8, seed=1)
    sides = take_sides(patches, split_by_patient(patches.patients, seed=7))
    assert sum(len(side) for side in sides.values()) == len(patches)


@pytest.mark.parametrize("side", ["validation", "test"])
def test_a_patient_on_two_sides_is_refused(side):
    patches = made_up(size=8, seed=1)
    sides = take_sides(patches, split_by_patient(patches.patients, seed=7))
    leaked = sides["train"].patients[0]
    sides[side].patients[0] = leaked
    with pytest.raises(ValueError, match=f"patient {leaked} is on two sides of the split, train and {side}"):
        require_disjoint(sides)


def test_patches_are_read_with_label_and_patient(tmp_path):
    write_patch(tmp_path / "0", "10253_idx5_x1_y1_class0.png", colour=(10, 20, 30))
    write_patch(tmp_path / "1", "9_idx5_x51_y1_class1.png", size=(50, 36))
    patches = load_idc(tmp_path, 50, 50)
    assert patches.images.shape == (2, 50, 50, 3)
    assert patches.labels.tolist() == [0, 1]
    assert patches.patients.tolist() == ["10253", "9"]
    assert patches.images[0, 0, 0].tolist() == [10, 20, 30]


def test_patches_are_changed_before_they_are_resized_and_their_detail_measured(tmp_path):
    write_patch(tmp_path / "0", "1_idx5_x1_y1_class0.png", size=(40, 30))
    sizes = []
    plain, changed = load_idc(tmp_path, 50, 50), load_idc(tmp_path, 50, 50, lambda image: sizes.append(image.size) or noise((40, 30)))
    assert sizes == [(40, 30)] and plain.details.tolist() == [[1, 1, 1]] and np.abs(changed.details - 1).max() < 0.2 and (changed.details != 1).all()
    assert plain.colours.shape == changed.colours.shape == (1, 3, 2) and plain.colours[0, 0, 1] == 0 < changed.colours[0, 0, 1]
    assert changed.images.std() > plain.images.std()


def noise(size):
    return Image.fromarray(np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8))


def test_a_label_that_contradicts_the_folder_is_refused(tmp_path):
    write_patch(tmp_path / "0", "10253_idx5_x1_y1_class1.png")
    with pytest.raises(ValueError, match="10253_idx5_x1_y1_class1.png is not named like"):
        load_idc(tmp_path, 50, 50)


@pytest.mark.parametrize("damage", [lambda data: data[:len(data) // 2], lambda data: data[:40] + b"?" + data[41:], lambda _: b"no image"])
@pytest.mark.parametrize("read", [lambda file: read_image(file, 50, 50), lambda file: read_images([file], 50, 50)])
def test_a_damaged_file_is_named(tmp_path, read, damage):
    file = tmp_path / "noisy.png"
    noise((50, 50)).save(file)
    read(file)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(Refused, match=f"{file} cannot be read: "):
        read(file)


def test_input_is_channels_first_in_0_to_1():
    images = np.zeros((1, 2, 3, 3), dtype=np.uint8)
    images[0, 1, 2] = (51, 102, 255)
    inputs = to_input(images)
    assert inputs.shape == (1, 3, 2, 3) and inputs.dtype == np.float32
    np.testing.assert_allclose(inputs[0, :, 1, 2], [0.2, 0.4, 1.0])


def test_reduction_does_not_alias():
    stripes = Image.fromarray(np.tile(np.array([[[0] * 3], [[255] * 3]], dtype=np.uint8), (250, 500, 1)))
    assert np.abs(resized(stripes, 50, 50).astype(int) - 127).max() <= 5
