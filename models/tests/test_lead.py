"""How far a vote is ahead of its best member, over draws of patients that are the same for both."""
import numpy as np
import pytest

from evaluate import lead_of
from metrics import lead, score_patients

RANDOM = np.random.default_rng(7)
PATIENTS = np.repeat(np.arange(30), 10)
LABELS = np.tile([0, 1], 150)
NOISY = np.clip(LABELS * 0.4 + RANDOM.normal(0.3, 0.3, 300), 0.01, 0.99)
BETTER = np.clip(LABELS * 0.6 + RANDOM.normal(0.2, 0.2, 300), 0.01, 0.99)


def test_nothing_is_ahead_of_itself():
    assert set(map(tuple, lead(NOISY, NOISY, LABELS, PATIENTS, (0.5, 0.5)).values())) == {(0, 0)}


def test_the_difference_lies_in_its_interval_and_turns_with_the_sides():
    ahead, behind = lead(BETTER, NOISY, LABELS, PATIENTS, (0.5, 0.4)), lead(NOISY, BETTER, LABELS, PATIENTS, (0.4, 0.5))
    better, noisy = score_patients(BETTER, LABELS, PATIENTS, 0.5), score_patients(NOISY, LABELS, PATIENTS, 0.4)
    for figure, (low, high) in ahead.items():
        assert low <= better[figure] - noisy[figure] <= high
        assert behind[figure] == pytest.approx([-high, -low])
    assert ahead["rocAuc"][0] > 0 > ahead["loss"][1]


def test_the_vote_is_compared_with_the_member_of_the_highest_roc_auc():
    class Patches:
        labels, patients = LABELS, PATIENTS

    cards = [{"name": "worse", "threshold": 0.4}, {"name": "better", "threshold": 0.5}]
    results = {"worse": {"rocAuc": 0.8}, "better": {"rocAuc": 0.9}}
    found = lead_of(BETTER, 0.5, cards, np.stack([NOISY, BETTER]), Patches, results)
    assert found["over"] == "better" and found["intervals"]["rocAuc"] == [0, 0]
