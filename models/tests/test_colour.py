"""How bright and colourful an image is, by hand; and that tissue in grey, too dark, or with exchanged channels is told by it."""
import numpy as np
import pytest
from PIL import Image, ImageEnhance

from colour import colours, unusual, usual_colours
from evaluate import card_paths, load_model
from folders import ARTIFACTS, DATA
from sides import side
from strangers import oddly_coloured

needs_data = pytest.mark.skipif(DATA is None, reason="skipped: needs real images; set PATHOCHAIN_DATA to a folder with idc/")


def test_means_and_deviations_by_hand():
    red_and_blue = np.array([[[255, 0, 0], [0, 0, 255]]], dtype=np.uint8)
    luma, cb, cr = ((77 * 255 / 256, 29 * 255 / 256), (-43 * 255 / 256, 128 * 255 / 256), (128 * 255 / 256, -21 * 255 / 256))
    assert colours(red_and_blue) == pytest.approx(np.array([[sum(each) / 2, abs(each[0] - each[1]) / 2] for each in (luma, cb, cr)]))


def test_grey_has_no_colours():
    assert colours(np.full((3, 2, 3), 90, dtype=np.uint8)).tolist() == [[90, 0], [0, 0], [0, 0]]


def test_each_limit_leaves_out_one_in_a_thousand():
    measured = np.linspace(np.zeros((3, 2)), np.full((3, 2), 1000), 1001)
    usual = usual_colours(measured)
    assert usual["luma"] == usual["cr"] == {"leastMean": 1, "largestMean": 999, "leastDeviation": 1}
    assert unusual(measured, usual).nonzero()[0].tolist() == [0, 1000]


@pytest.mark.parametrize("channel", range(3))
@pytest.mark.parametrize("beyond", [(-1, 5), (11, 5), (5, 1)])
def test_one_limit_of_one_channel_is_enough(channel, beyond):
    measured = np.full((2, 3, 2), 5.0)
    measured[1, channel] = beyond
    assert unusual(measured, dict.fromkeys(("luma", "cb", "cr"), {"leastMean": 0, "largestMean": 10, "leastDeviation": 2})).tolist() == [False, True]


@needs_data
def test_cards_state_the_usual_colours_of_their_training_patients(patches):
    for path in card_paths(ARTIFACTS):
        card, _ = load_model(path)
        assert card["scale"]["usualColours"] == usual_colours(side(patches, card, "train").colours)


@needs_data
def test_held_out_patches_have_usual_colours_and_grey_dark_and_exchanged_ones_have_not(patches):
    cards = [load_model(path)[0] for path in card_paths(ARTIFACTS)]
    held_out = [Image.fromarray(image) for image in side(patches, cards[0], "test").images]
    assert oddly_coloured(cards, held_out).mean() < 0.02
    assert oddly_coloured(cards, [patch.convert("L").convert("RGB") for patch in held_out[::10]]).mean() == 1
    assert oddly_coloured(cards, [ImageEnhance.Brightness(patch).enhance(0.4) for patch in held_out[::10]]).mean() > 0.8
    assert oddly_coloured(cards, [Image.merge("RGB", (patch.split()[1], patch.split()[2], patch.split()[0])) for patch in held_out[::10]]).mean() > 0.95
