"""How much fine detail an image has, by hand; and that tissue at another scale, and JPEG, are told by it."""
import numpy as np
import pytest
from PIL import Image

from compression import as_jpeg
from detail import fine_detail, least_detail
from evaluate import card_paths, load_model
from folders import ARTIFACTS, DATA
from sides import side
from strangers import SIDE, magnified, too_smooth

needs_data = pytest.mark.skipif(DATA is None, reason="skipped: needs real images; set PATHOCHAIN_DATA to a folder with idc/")


def grey(levels: list[list[int]]) -> np.ndarray:
    return np.repeat(np.array(levels, dtype=np.uint8)[:, :, None], 3, axis=2)


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)


def test_fine_detail_by_hand():
    assert fine_detail(grey([[0, 10, 50], [30, 60, 90]])) == pytest.approx([(8500 / 7) / (6100 / 2), 1, 1]), "grey has no colours that could lack detail"


def test_a_slope_has_a_quarter_of_the_detail_of_noise():
    slope = np.stack([[[x + y, 2 * (x + y), 0] for x in range(60)] for y in range(40)]).astype(np.uint8)
    assert fine_detail(slope) == pytest.approx([0.25] * 3)
    assert fine_detail(noise(60, 40)) == pytest.approx([1] * 3, abs=0.05)


@pytest.mark.parametrize("side", [1, 2, 50])
def test_where_nothing_differs_there_is_no_detail_to_miss(side):
    assert fine_detail(np.full((side, side, 3), 9, dtype=np.uint8)).tolist() == [1, 1, 1]


def test_jpeg_takes_the_detail_of_colours():
    luma, cb, cr = fine_detail(np.asarray(as_jpeg(Image.fromarray(noise(50, 50)), 95)))
    assert luma > 0.8 and cb < 0.5 and cr < 0.5


def test_the_least_detail_leaves_out_one_in_four_hundred():
    assert least_detail(np.linspace([0, 1, 2], [1, 2, 3], 401)) == {"luma": 0.0025, "cb": 1.0025, "cr": 2.0025}


@needs_data
def test_cards_state_the_least_detail_of_their_training_patients(patches):
    for path in card_paths(ARTIFACTS):
        card, _ = load_model(path)
        assert card["scale"]["leastDetail"] == least_detail(side(patches, card, "train").details)


@needs_data
def test_held_out_patches_are_sharp_and_those_enlarged_or_compressed_are_not(patches):
    cards = [load_model(path)[0] for path in card_paths(ARTIFACTS)]
    held_out = [Image.fromarray(image) for image in side(patches, cards[0], "test").images]
    assert held_out[0].size == (SIDE, SIDE)
    assert too_smooth(cards, held_out).mean() < 0.01
    assert too_smooth(cards, [magnified(patch, 2) for patch in held_out[::10]]).mean() > 0.99
    assert too_smooth(cards, [as_jpeg(patch, 95) for patch in held_out[::10]]).mean() > 0.99
