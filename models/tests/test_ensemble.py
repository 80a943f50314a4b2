import json

import numpy as np
import pytest

from calibration import temperature
import combine as command
from combine import combine, commit, measure
from ensemble import FILE, calibrated, log_odds, read_ensemble
from listing import Listing
from refusal import Refused
from scope import Scope

CARDS = [{"name": name, "sha256": digit * 64, "task": "t", "labels": {"negative": "a", "positive": "b"}} for name, digit in (("good", "1"), ("guess", "2"))]


def patients(count=4000, seed=1):
    """A model that knows something and says too little of it, and one that guesses."""
    random = np.random.default_rng(seed)
    truth = random.normal(size=count) * 2
    labels = (random.random(count) < 1 / (1 + np.exp(-truth))).astype(np.float32)
    probabilities = np.stack([1 / (1 + np.exp(-truth / 2)), random.random(count)]).astype(np.float32)
    return probabilities, Listing(np.arange(count), labels, (np.arange(count) // 100).astype(str))


def test_the_better_model_gets_the_weight_and_the_calibration_sharpens_it():
    probabilities, patches = patients()
    ensemble = combine(CARDS, probabilities, patches)
    assert [member.name for member in ensemble.members] == ["good", "guess"] and ensemble.members[0].weight == pytest.approx(0.75, abs=0.03)
    assert sum(member.weight for member in ensemble.members) == pytest.approx(1)
    assert ensemble.temperature == pytest.approx(0.5, rel=0.25)
    assert ensemble.band[0] <= ensemble.threshold <= ensemble.band[1]

    unseen, others = patients(seed=2)
    figures = measure(ensemble, unseen, others)
    assert figures["ece"] < 0.04 < measure_plain(unseen, others)
    assert 0 < figures["calledShare"] < 1 and figures["calledWrong"] < 0.07


def test_the_vote_is_chosen_on_validation_patients_and_scored_on_held_out_ones(tmp_path, monkeypatch):
    validation, (unseen, held_out) = patients(), patients(count=1000, seed=2)
    sides = {"validation": validation, None: (unseen[::-1], held_out)}  # of held-out patients the other model knows something
    monkeypatch.setattr(command, "votes", lambda _data, _models, name=None: (CARDS, *sides[name], Scope(f"patients of {name}", {})))
    monkeypatch.setattr("sys.argv", ["combine.py", "--data", "none", "--models", str(tmp_path)])
    command.main()
    chosen = combine(CARDS, *validation)
    figures = {"split": "patients of None", **measure(chosen, *sides[None])}
    assert json.loads((tmp_path / FILE).read_text()) == json.loads(json.dumps(chosen.card(CARDS[0], figures)))


def measure_plain(probabilities, patches):
    from metrics import calibration_error

    return calibration_error(probabilities.mean(0), patches.labels)


def test_calibration_finds_what_was_done_to_the_probabilities():
    random = np.random.default_rng(1)
    truth = random.random(200_000)
    labels = (random.random(len(truth)) < truth).astype(np.float32)
    bent = calibrated(truth, 2)
    assert temperature(log_odds(bent), labels) == pytest.approx(0.5, abs=0.02)
    assert np.all(np.isfinite(calibrated(np.array([0.0, 1.0]), 0.5)))


def test_what_is_written_is_read_again_and_only_with_its_models(tmp_path):
    probabilities, patches = patients()
    ensemble = combine(CARDS, probabilities, patches)
    (tmp_path / FILE).write_text(json.dumps(ensemble.card(CARDS[0], {})))
    np.testing.assert_array_equal(read_ensemble(tmp_path, CARDS).probability(probabilities), ensemble.probability(probabilities))
    np.testing.assert_array_equal(read_ensemble(tmp_path, CARDS[::-1]).probability(probabilities[::-1]), ensemble.probability(probabilities))
    with pytest.raises(ValueError, match="run models/combine.py"):
        read_ensemble(tmp_path, CARDS[:1])


def test_a_vote_that_replaces_another_is_its_next_version(tmp_path):
    probabilities, patches = patients()
    card, path = combine(CARDS, probabilities, patches).card(CARDS[0], {}), tmp_path / FILE
    assert commit(card, path)["version"] == "1"
    assert commit({**card, "metrics": {"patients": 3}}, path)["version"] == "1", "it votes as before"
    assert commit({**card, "temperature": 2.0}, path)["version"] == "2"
    commit({**card, "members": card["members"][::-1]}, path)
    written = json.loads(path.read_text())
    assert written["version"] == "3" and list(written) == list(card)


def test_a_version_that_cannot_be_counted_up_is_left_alone(tmp_path):
    probabilities, patches = patients()
    card, path = combine(CARDS, probabilities, patches).card(CARDS[0], {}), tmp_path / FILE
    commit(card, path)
    path.write_text(by_hand := path.read_text().replace('"version": "1"', '"version": "1.2-beta"'))
    with pytest.raises(Refused, match="'1.2-beta'.*whole number"):
        commit({**card, "temperature": 2.0}, path)
    assert path.read_text() == by_hand
