"""What is no tissue is told from tissue by the committed models together, each of which misses some of it."""
import numpy as np
import pytest

from evaluate import card_paths, load_model
from folders import ARTIFACTS
from strangers import flagged, strangers

SAMPLE = 20


@pytest.fixture(scope="module")
def share_flagged() -> dict[str, float]:
    models = [load_model(path) for path in card_paths(ARTIFACTS)]
    return {
        kind: np.any([flagged(card, session, images[:SAMPLE]) for card, session in models], axis=0).mean()
        for kind, images in strangers().items()
    }


@pytest.mark.parametrize("kind", ["photographs", "noise", "noise, smoothed", "noise, twice as large", "noise, five times as large"])
def test_photographs_and_noise_of_any_grain_are_flagged_by_some_model(share_flagged: dict[str, float], kind: str) -> None:
    assert share_flagged[kind] == 1


def test_most_small_pieces_of_photographs_are_flagged(share_flagged: dict[str, float]) -> None:
    assert share_flagged["pieces of photographs"] >= 0.8


def test_a_distance_that_is_no_number_counts_as_far() -> None:
    class Broken:
        def run(self, images: np.ndarray) -> dict[str, np.ndarray]:
            return {"distance": np.full(len(images), np.nan, dtype=np.float32)}

    card, _ = load_model(card_paths(ARTIFACTS)[0])
    assert flagged(card, Broken(), strangers()["one colour"][:2]).all()
