"""What a training says of held-out patients, and what the folds say together."""
import json
from statistics import mean, stdev

import pytest

from cohort import breakhis_fold, breakhis_random
from config import Config
from folders import ARTIFACTS, fold_folder
from folds import read_folds, table
from train import run

SHORT = Config(size=50, epochs=1)
CARD = json.loads((ARTIFACTS / "basecnn.json").read_text())


def write(runs, fold, **changes):
    folder = fold_folder(runs, fold, "basecnn")
    folder.mkdir(parents=True)
    data = {"name": "some", "patients": 10, "patches": 40, "splitId": f"{fold}" * 64, "seed": 7}
    figures = {name: 0.5 + fold / 10 for name in ("loss", "rocAuc", "accuracy", "balancedAccuracy", "precision", "recall", "f1", "patientScore", "ece")}
    (folder / "metrics.json").write_text(json.dumps({"data": {**data, **changes}, "patients": 2, **figures}))


def test_a_fold_leaves_figures_over_patients_and_a_card_that_serving_reads(breakhis_data, tmp_path, capsys):
    cohort = breakhis_fold(breakhis_data, 50, seed=7, fold=0)
    card = json.loads(run(SHORT, cohort, tmp_path).with_suffix(".json").read_text())
    assert card["training"].pop("settings")  # which committed cards of before do not state
    measured = json.loads((tmp_path / "metrics.json").read_text())
    assert [list(card[member]) for member in ("metrics", "data", "training")] == [list(CARD[member]) for member in ("metrics", "data", "training")]
    assert card["metrics"].items() <= measured.items()
    assert 0 <= measured["patientScore"] <= 1 and 0 <= measured["ece"] <= 1 and measured["data"] == cohort.data
    low, high = measured["intervals"]["balancedAccuracy"]
    assert low <= measured["balancedAccuracy"] <= high
    assert f"patientScore {measured['patientScore']} ({measured['intervals']['patientScore'][0]} to" in capsys.readouterr().out


def test_where_patients_leak_no_figure_is_over_patients(breakhis_data, tmp_path, capsys):
    run(SHORT, breakhis_random(breakhis_data, 50, seed=7), tmp_path)
    measured = json.loads((tmp_path / "metrics.json").read_text())
    assert "rocAuc" in measured and not {"patientScore", "ece", "intervals"} & set(measured)
    assert "patientScore" not in capsys.readouterr().out


def test_the_folds_of_trainings_are_put_together(breakhis_data, tmp_path):
    for fold in (0, 3):
        run(SHORT, breakhis_fold(breakhis_data, 50, 7, fold), fold_folder(tmp_path, fold, "basecnn"))
    said = table("basecnn", read_folds(tmp_path, "basecnn"))
    assert "4 of 10 patients held out once" in said and "missing folds: 1, 2, 4" in said and "| fold 0 | fold 3 |" in said


def test_mean_and_deviation_are_those_of_the_folds(tmp_path):
    for fold in (1, 2, 4):
        write(tmp_path, fold)
    said, values = table("basecnn", read_folds(tmp_path, "basecnn")), (0.6, 0.7, 0.9)
    assert f"| balanced accuracy | {mean(values):.4f} | {stdev(values):.4f} | 0.6000 | 0.7000 | 0.9000 |" in said


@pytest.mark.parametrize("changes", [{"seed": 8}, {"patches": 41}, {"splitId": "1" * 64}])
def test_folds_of_two_divisions_are_refused(tmp_path, changes):
    write(tmp_path, 1)
    write(tmp_path, 2, **changes)
    with pytest.raises(ValueError, match="not of one division"):
        read_folds(tmp_path, "basecnn")


def test_one_fold_has_no_deviation(tmp_path):
    write(tmp_path, 1)
    with pytest.raises(ValueError, match="1 of the 5 folds of basecnn .* a deviation takes two"):
        read_folds(tmp_path, "basecnn")
