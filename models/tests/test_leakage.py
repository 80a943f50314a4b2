"""No weights are gone on from that may have seen patients who are held out now, whichever way they come."""
import json
from argparse import Namespace
from dataclasses import replace

import pytest
import torch

from architectures import build
from card import BREAKHIS, IDC
from cohort import breakhis_fold, breakhis_random, of_made_up
from config import Config
from data import split_id
from folders import ARTIFACTS, RUNS
from train import default_folder, load as load_cohort, run
from weights import load_weights

SHORT = Config(size=50, epochs=1)
IMAGES = torch.rand(8, 3, 50, 50)
REFUSED = "may know patients who are held out now"


def load(file, data):
    load_weights(build("basecnn", 0.2), "basecnn", file, IMAGES, data)


def test_a_fold_is_not_resumed_as_another(breakhis_data, tmp_path):
    first, second = (breakhis_fold(breakhis_data, 50, seed=7, fold=fold) for fold in (0, 1))
    run(SHORT, first, tmp_path)
    run(replace(SHORT, epochs=2), first, tmp_path, resume=True)
    with pytest.raises(ValueError, match=REFUSED):
        run(replace(SHORT, epochs=2), second, tmp_path, resume=True)


def test_a_run_is_not_resumed_on_another_data_set(breakhis_data, tmp_path):
    run(SHORT, of_made_up(50, seed=3), tmp_path)
    with pytest.raises(ValueError, match="other settings: dataset"):
        run(SHORT, breakhis_fold(breakhis_data, 50, seed=7, fold=0), tmp_path, resume=True)


def test_weights_of_another_split_are_refused_and_those_of_other_images_taken(tmp_path):
    ours = of_made_up(50, seed=3).data
    exported = run(SHORT, of_made_up(50, seed=3), tmp_path)
    for file in (exported, tmp_path / "checkpoint.pt"):
        load(file, ours)
        load(file, {**of_made_up(50, seed=4).data, "name": "other patches"})
        with pytest.raises(ValueError, match=REFUSED):
            load(file, of_made_up(50, seed=4).data)


def test_weights_that_were_trained_on_other_images_meanwhile_are_still_known(breakhis_data, tmp_path):
    first, between = of_made_up(50, seed=3), breakhis_fold(breakhis_data, 50, seed=7, fold=0)
    run(SHORT, first, tmp_path / "first")
    run(SHORT, between, tmp_path / "between", weights=tmp_path / "first" / "checkpoint.pt")
    exported = run(replace(SHORT, epochs=2), between, tmp_path / "between", resume=True)

    card = json.loads(exported.with_suffix(".json").read_text())
    assert card["data"]["earlier"] == [{"name": first.data["name"], "splitId": first.data["splitId"]}]
    for file in (exported, tmp_path / "between" / "checkpoint.pt"):
        load(file, first.data)
        with pytest.raises(ValueError, match=REFUSED):
            load(file, of_made_up(50, seed=4).data)


def test_a_training_that_goes_on_at_another_size_has_nothing_earlier_to_tell(tmp_path):
    run(SHORT, of_made_up(50, seed=3), tmp_path / "first")
    exported = run(replace(SHORT, size=60), of_made_up(60, seed=3), tmp_path / "larger", weights=tmp_path / "first" / "checkpoint.pt")
    assert "earlier" not in json.loads(exported.with_suffix(".json").read_text())["data"]


def forget(checkpoint, entry):
    saved = torch.load(checkpoint)
    del saved[entry]
    torch.save(saved, checkpoint)


@pytest.mark.parametrize("forgotten", ["frozenEpochs", "schedule"])
def test_a_checkpoint_that_does_not_say_what_it_began_from_is_not_resumed(tmp_path, forgotten):
    cohort = of_made_up(50, seed=3)
    run(SHORT, cohort, tmp_path)
    forget(tmp_path / "checkpoint.pt", forgotten)
    with pytest.raises(ValueError, match="does not say what it began from"):
        run(SHORT, cohort, tmp_path, resume=True)


def test_a_checkpoint_that_does_not_say_its_split_is_refused(tmp_path):
    cohort = of_made_up(50, seed=3)
    run(SHORT, cohort, tmp_path)
    checkpoint = tmp_path / "checkpoint.pt"
    forget(checkpoint, "data")
    with pytest.raises(ValueError, match="does not say which split"):
        load(checkpoint, cohort.data)
    with pytest.raises(ValueError, match="does not say which split"):
        run(SHORT, cohort, tmp_path, resume=True)


def copied(folder):
    for name in ("basecnn.onnx", "basecnn.json"):
        (folder / name).write_bytes((ARTIFACTS / name).read_bytes())
    return folder / "basecnn.onnx"


@pytest.mark.parametrize("spoil", [lambda card: card.unlink(), lambda card: card.write_text(card.read_text().replace('"sha256": "', '"sha256": "0'))])
def test_a_model_without_its_own_card_is_refused(spoil, tmp_path):
    model, data = copied(tmp_path), json.loads((ARTIFACTS / "basecnn.json").read_text())["data"]
    load(model, data)
    spoil(model.with_suffix(".json"))
    with pytest.raises(ValueError, match="does not say which split"):
        load(model, data)


def test_a_committed_model_is_gone_on_from_on_its_split_or_on_other_images_alone():
    model, data = ARTIFACTS / "basecnn.onnx", json.loads((ARTIFACTS / "basecnn.json").read_text())["data"]
    load(model, data)
    load(model, {**data, "name": "our own patches", "splitId": split_id({"1": "train"})})
    load(model, of_made_up(50, seed=7).data)
    with pytest.raises(ValueError, match=REFUSED):
        load(model, {**data, "name": IDC.data, "splitId": split_id({"1": "train"})})


def test_random_splits_have_ids_of_their_own(breakhis_data):
    splits = [breakhis_random(breakhis_data, 8, seed) for seed in (1, 1, 3)] + [breakhis_fold(breakhis_data, 8, 1, fold) for fold in range(5)]
    ids = [cohort.data["splitId"] for cohort in splits]
    assert ids[0] == ids[1] and len(set(ids)) == 7


def test_images_of_ones_own_are_called_by_a_name_of_their_own(breakhis_data):
    arguments = Namespace(data=breakhis_data, dataset="breakhis", split="patient", fold=0, name=None)
    assert load_cohort(arguments, Config(size=8)).data["name"] == BREAKHIS.data
    arguments.name = "our own images"
    assert load_cohort(arguments, Config(size=8)).data["name"] == "our own images"


def test_each_split_has_a_run_folder_of_its_own_and_idc_the_one_that_is_compressed():
    folders = [
        default_folder(Namespace(dataset=dataset, split=split, fold=fold), "vgg16")
        for dataset, split, fold in [("idc", "patient", 0), ("breakhis", "patient", 0), ("breakhis", "patient", 1), ("breakhis", "random", 0)]
    ]
    assert folders == [RUNS / "vgg16", RUNS / "breakhis-fold0" / "vgg16", RUNS / "breakhis-fold1" / "vgg16", RUNS / "breakhis-random" / "vgg16"]
