"""Metrics, calibration and novelty, by hand and on made-up numbers."""
import numpy as np
import pytest
import torch
from scipy.special import expit

from architectures import build
from calibration import best_threshold, cool, temperature
from ensemble import abstain_band, best_weights, disagree
from metrics import calibration_error, intervals, patient_score, score
from novelty import statistics_of
from published import standing

RANDOM = np.random.default_rng(1)


def test_score_by_hand():
    figures = score(np.array([0.9, 0.6, 0.4, 0.1]), np.array([1, 0, 1, 0]))
    assert figures == {
        "loss": pytest.approx(-(2 * np.log(0.9) + 2 * np.log(0.4)) / 4, abs=1e-4),
        "rocAuc": 0.75, "accuracy": 0.5, "balancedAccuracy": 0.5, "precision": 0.5, "recall": 0.5, "f1": 0.5,
    }


def test_a_patient_counts_once_however_many_images():
    probabilities, labels = np.array([0.9, 0.9, 0.9, 0.9]), np.array([1, 1, 1, 0])
    assert patient_score(probabilities, labels, np.array(["a", "a", "a", "b"])) == 0.5


def test_calibration_error_by_hand():
    assert calibration_error(np.array([0.9, 0.9, 0.1, 1.0]), np.array([1, 0, 0, 1])) == pytest.approx((0.8 + 0.1 + 0.0) / 4)


def test_an_interval_is_wider_with_few_patients_than_with_many():
    labels = np.tile([0, 1], 200)
    offset = np.repeat(RANDOM.normal(0, 1, 40), 10)
    probabilities = expit(2 * labels - 1 + offset)
    few, many = (intervals(probabilities, labels, patients)["accuracy"] for patients in (np.repeat(np.arange(8), 50), np.arange(400)))
    assert few[1] - few[0] > many[1] - many[0] > 0


def test_an_interval_by_hand_counts_a_patient_who_is_drawn_twice_as_two():
    """Of four patients one is told wrong: draws of four hold that one three times or more in 5.1 %, always in 0.4 %, never in 32 %."""
    labels, patients = np.tile([0, 1], 4), np.repeat(["a", "b", "c", "d"], 2)
    probabilities = np.where(patients == "a", 1 - labels, labels)
    found = intervals(probabilities, labels, patients)
    assert found["accuracy"] == found["patientScore"] == [0.25, 1.0]


def test_a_temperature_undoes_overconfidence():
    true = RANDOM.normal(0, 2, 20_000)
    labels = (RANDOM.random(20_000) < expit(true)).astype(float)
    assert temperature(3 * true, labels) == pytest.approx(3, rel=0.1)
    assert calibration_error(expit(true), labels) < 0.02 < calibration_error(expit(3 * true), labels)


def test_cooling_a_network_divides_its_logits():
    network, images = build("basecnn", dropout=0.2).eval(), torch.rand(3, 3, 50, 50)
    before = network(images)
    cool(network, 2.5)
    torch.testing.assert_close(network(images), before / 2.5)


def test_the_threshold_is_the_one_of_best_balanced_accuracy():
    probabilities = np.array([0.05, 0.1, 0.15, 0.3, 0.32, 0.34])
    assert 0.15 < best_threshold(probabilities, np.array([0, 0, 0, 1, 1, 1])) <= 0.3


def test_the_threshold_is_the_middle_of_those_that_are_within_two_thousandths_of_the_best():
    """0.3 tells all apart, 0.6 misses one of 501 positive ones (half of that in balanced accuracy), 0.8 misses 401."""
    probabilities = np.repeat([0.1, 0.3, 0.6, 0.8], [500, 1, 400, 100])
    assert best_threshold(probabilities, probabilities > 0.2) == 0.45


def test_what_lies_outside_the_training_features_is_far():
    usual = RANDOM.normal([1, 2, 3], [1, 0.1, 5], (2000, 3)).astype(np.float32)
    statistics = statistics_of(usual)
    assert np.mean(statistics.distances(usual)) == pytest.approx(0.92, abs=0.1)
    assert statistics.distances(np.array([[1, 3, 3]], dtype=np.float32))[0] > np.quantile(statistics.distances(usual), 0.999)


def test_a_member_that_knows_nothing_gets_no_weight():
    labels = (RANDOM.random(2000) < 0.5).astype(float)
    knows, does_not = np.where(labels == 1, 0.9, 0.1), np.full(2000, 0.5)
    weights = best_weights(np.stack([knows, does_not]), labels)
    assert weights.sum() == pytest.approx(1) and weights[0] > 0.95


def test_nothing_is_called_within_the_band_and_few_calls_beyond_it_are_wrong():
    probabilities = RANDOM.random(5000)
    labels = (RANDOM.random(5000) < probabilities).astype(float)
    low, high = abstain_band(probabilities, labels, 0.5)
    called = (probabilities < low) | (probabilities >= high)
    assert 0 < called.mean() < 0.5 and np.mean((probabilities[called] >= 0.5) != labels[called]) <= 0.05
    assert abstain_band(labels, labels, 0.5) == (0.5, 0.5)


def test_members_on_both_sides_of_their_thresholds_disagree():
    assert disagree(np.array([[0.6, 0.4, 0.45], [0.6, 0.4, 0.6]]), np.array([0.5, 0.5])).tolist() == [False, False, True]


@pytest.mark.parametrize(("interval", "words"), [((0.85, 0.9), "is above the published 0.8468"), ((0.84, 0.9), "is not told apart by its interval from"), ((0.8, 0.84), "is below")])
def test_a_report_says_where_a_model_stands(interval, words):
    said = standing({"balancedAccuracy": sum(interval) / 2, "intervals": {"balancedAccuracy": interval}}, 76)
    assert words in said and "76" in said and "not a contest" in said
