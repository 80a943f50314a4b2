import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from architectures import ARCHITECTURES, build
from augment import augment, flips_and_turns, mixed_up, relight, restain, zoom_and_shift
from cohort import breakhis_random, of_made_up
from config import PROTOCOLS, Config
from fit import Run
from refusal import Refused
from sampling import epoch_order, patient_weights
from train import command_line, config_of, run, weights_of
from weights import load_weights

TRAIN = Path(__file__).parents[1] / "train.py"
SHORT = Config(size=50, epochs=2)


def command(*arguments, **options):
    return subprocess.run([sys.executable, TRAIN, *arguments], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, **options)


@pytest.mark.parametrize("options, size", [
    ("--arch vgg16", 50), ("--arch mobilenet_v3_small", 80), ("--arch vgg16 --size 40", 40),
    ("--dataset breakhis --arch vgg16", 224), ("--dataset breakhis --split random --arch mobilenet_v3_small --protocol robust", 224),
    ("--dataset breakhis --size 96", 96), ("--dataset breakhis --dry-run", 50),
])
def test_images_of_breakhis_are_taken_at_the_papers_size_unless_another_is_given(options, size):
    assert config_of(command_line().parse_args(options.split())).size == size


@pytest.mark.parametrize("options, default, taken", [
    ("--arch basecnn", "some.npz", None), ("--arch mobilenet_v3_small", "some.npz", "some.npz"), ("--arch basecnn", "runs/checkpoint.pt", "runs/checkpoint.pt"), ("--arch vgg16", "", None),
    ("--arch basecnn --weights other.npz", "some.npz", "other.npz"),
])
def test_weights_by_default_are_for_the_architectures_that_read_them(monkeypatch, options, default, taken):
    monkeypatch.setenv("PATHOCHAIN_WEIGHTS", default)
    arguments = command_line().parse_args(options.split())
    assert weights_of(arguments, arguments.arch) == (taken and Path(taken))


@pytest.mark.parametrize("option", [
    "batch-size 0", "dropout 1.5", "size 4", "size -3", "learning-rate -1.0", "learning-rate nan", "fine-tuning-rate 0.0", "seed -5", "stop-patience 0", "plateau-patience -1", "epochs 0", "frozen-epochs -1",
    "balance 2.0", "averaging 1.0", "colour 3.0", "compression 1.5", "compression nan", "mixup -1.0", "mixup inf",
])
def test_a_setting_beyond_its_limits_is_refused(option):
    with pytest.raises(Refused, match=f"--{option} is no number from"):
        config_of(command_line().parse_args([f"--{option.replace(' ', '=')}"]))


def test_a_side_with_images_of_one_class_alone_is_refused(breakhis_data):
    for file in (breakhis_data / "breakhis").glob("*_M_*"):
        file.unlink()
    with pytest.raises(Refused, match="images of the train side are not of both classes"):
        breakhis_random(breakhis_data, 8, seed=7)


def test_a_damaged_checkpoint_is_refused(tmp_path):
    run(SHORT, of_made_up(50, seed=3), tmp_path)
    checkpoint = tmp_path / "checkpoint.pt"
    whole = checkpoint.read_bytes()
    for damaged in (whole[:len(whole) // 2], b"", b"no checkpoint"):
        checkpoint.write_bytes(damaged)
        with pytest.raises(Refused, match="checkpoint.pt cannot be read: "):
            run(SHORT, of_made_up(50, seed=3), tmp_path, resume=True)
    torch.save([1], checkpoint)
    with pytest.raises(Refused, match="checkpoint.pt is no checkpoint"):
        run(SHORT, of_made_up(50, seed=3), tmp_path / "other", checkpoint)


def test_flips_and_turns_only_move_pixels():
    torch.manual_seed(1)
    images = torch.rand(64, 3, 10, 10)
    out = flips_and_turns(images)
    assert torch.equal(images.flatten(2).sort().values, out.flatten(2).sort().values)
    assert len({tuple(place) for place in (out == images[:, :, :1, :1]).nonzero()[:, 2:].tolist()} & {(0, 0), (0, 9), (9, 0), (9, 9)}) == 4


@pytest.mark.parametrize("change", [zoom_and_shift, lambda images: restain(images, 0.2), lambda images: relight(images, 0.1), lambda images: augment(images, 0.2)])
def test_every_change_stays_in_range_and_changes_each_image_otherwise(change):
    torch.manual_seed(1)
    images = torch.rand(1, 3, 20, 20).expand(8, 3, 20, 20) * 0.8 + 0.1
    out = change(images)
    assert out.shape == images.shape and out.min() >= 0 and out.max() <= 1
    assert len({tuple(image.flatten()[:3].tolist()) for image in out}) == 8


def test_no_strength_restains_nothing():
    images = torch.rand(4, 3, 20, 20).clamp(min=1 / 255)
    torch.testing.assert_close(restain(images, 0.0), images, rtol=1e-4, atol=1e-5)


def test_images_and_labels_are_mixed_in_the_same_shares():
    torch.manual_seed(1)
    labels = torch.tensor([0.0, 1.0]).repeat(32)
    images, mixed = mixed_up(labels[:, None, None, None].expand(-1, 3, 4, 4), labels, 0.2)
    torch.testing.assert_close(images.mean((1, 2, 3)), mixed)
    assert mixed.min() >= 0 and mixed.max() <= 1 and ((mixed > 0.01) & (mixed < 0.99)).any()


def test_balancing_has_patients_count_alike_and_keeps_the_shares_of_classes():
    patients, labels = np.repeat(["many", "few"], [90, 10]), np.tile([0, 0, 1, 0, 1], 20).astype(np.float32)
    by_patient = {name: patient_weights(patients, labels, 1.0)[patients == name].sum() for name in ("many", "few")}
    assert by_patient["many"] == pytest.approx(0.5) == by_patient["few"]
    assert patient_weights(patients, labels, 1.0)[labels == 1].sum() == pytest.approx(0.4)
    np.testing.assert_allclose(patient_weights(patients, labels, 0.0), 0.01)


def test_an_epoch_without_balancing_sees_each_patch_once():
    assert Counter(epoch_order(np.full(50, 0.02), 0).tolist()) == Counter(range(50))


def test_the_papers_protocol_is_the_papers():
    paper = PROTOCOLS["paper"]
    assert (paper.learning_rate, paper.epochs, paper.frozen_epochs, paper.colour, paper.balance, paper.averaging) == (1e-3, 35, 35, 0, 0, 0)


def test_the_same_seed_trains_the_same_network(tmp_path):
    first, second = (run(SHORT, of_made_up(50, seed=3), tmp_path / folder).read_bytes() for folder in ("first", "second"))
    assert first == second


@pytest.mark.parametrize("settings", [{"averaging": 0.9, "balance": 0.5, "colour": 0.1}, {"schedule": "cosine", "mixup": 0.2, "compression": 0.5}])
def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(tmp_path, settings):
    config, cohort = replace(SHORT, epochs=3, **settings), of_made_up(50, seed=3, compressed=True)
    whole = run(config, cohort, tmp_path / "whole").read_bytes()

    torch.manual_seed(config.seed)
    stopped = Run(build("basecnn", config.dropout), cohort, config, False, tmp_path / "stopped" / "checkpoint.pt")
    stopped.progress.epoch = 1
    stopped._one_epoch()
    stopped.save(tmp_path / "stopped" / "checkpoint.pt")

    resumed = run(config, cohort, tmp_path / "stopped", resume=True).read_bytes()
    assert resumed == whole


def test_a_checkpoint_of_other_settings_is_refused(tmp_path):
    run(SHORT, of_made_up(50, seed=3), tmp_path)
    with pytest.raises(ValueError, match="other settings: dropout"):
        run(replace(SHORT, dropout=0.3), of_made_up(50, seed=3), tmp_path, resume=True)


def test_a_rate_along_a_cosine_ends_at_zero_and_goes_on_for_no_other_number_of_epochs(tmp_path):
    config = replace(SHORT, schedule="cosine")
    training = Run(build("basecnn", config.dropout), of_made_up(50, seed=3), config, False, None)
    training.fit()
    assert [epoch["rate"] for epoch in training.progress.history] == pytest.approx([config.learning_rate, config.learning_rate / 2])
    assert training._schedule.get_last_lr() == pytest.approx([0])
    training.save(tmp_path / "checkpoint.pt")
    with pytest.raises(ValueError, match="other settings: epochs"):
        Run(build("basecnn", config.dropout), of_made_up(50, seed=3), replace(config, epochs=3), False, None).resume(tmp_path / "checkpoint.pt")


def test_images_that_are_seen_out_of_jpeg_too_count_with_the_detail_they_have_then():
    plain, compressed = (of_made_up(50, seed=3, compressed=compressed).sides["train"].details for compressed in (False, True))
    assert (compressed <= plain).all() and (compressed[:, 1:] < plain[:, 1:]).all()


def test_each_side_has_the_jpegs_of_its_own_images():
    for patches in of_made_up(50, seed=3, compressed=True).sides.values():
        assert len(patches.compressed) == len(patches)
        assert all(np.corrcoef(image.ravel(), jpeg.ravel())[0, 1] > 0.3 for image, jpeg in zip(patches.images, patches.compressed))


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_a_share_of_the_images_is_seen_as_it_comes_out_of_jpeg(share):
    torch.manual_seed(1)
    cohort = of_made_up(50, seed=3, compressed=True)
    train = cohort.sides["train"]
    seen = Run(build("basecnn", 0), cohort, replace(SHORT, compression=share), False, None)._seen(np.arange(len(train)))
    seen = (seen.permute(0, 2, 3, 1) * 255).round().numpy().astype(np.uint8)
    plain, compressed = ([np.array_equal(*pair) for pair in zip(seen, images)] for images in (train.images, train.compressed))
    assert all(one != other for one, other in zip(plain, compressed))
    assert np.mean(compressed) == pytest.approx(share, abs=0.15 if share == 0.5 else 0)


def test_a_run_goes_on_for_more_epochs_than_it_was_meant_to(tmp_path):
    longer = replace(SHORT, epochs=3)
    run(SHORT, of_made_up(50, seed=3), tmp_path / "on")
    assert run(longer, of_made_up(50, seed=3), tmp_path / "on", resume=True).read_bytes() == run(longer, of_made_up(50, seed=3), tmp_path / "whole").read_bytes()


def test_a_training_starts_from_the_best_weights_of_another_at_another_size(tmp_path):
    run(SHORT, of_made_up(50, seed=3), tmp_path)
    best = torch.load(tmp_path / "checkpoint.pt")["progress"]["best_weights"]
    network = build("basecnn", SHORT.dropout)
    load_weights(network, "basecnn", tmp_path / "checkpoint.pt", torch.zeros(1, 3, 60, 60), of_made_up(60, seed=3).data)
    assert all(torch.equal(value, best[name]) for name, value in network.state_dict().items())
    larger = run(replace(SHORT, size=60), of_made_up(60, seed=3), tmp_path / "larger", tmp_path / "checkpoint.pt")
    assert json.loads(larger.with_suffix(".json").read_text())["input"]["width"] == 60


def test_weights_of_a_training_of_another_network_are_refused(tmp_path):
    run(SHORT, of_made_up(50, seed=3), tmp_path)
    with pytest.raises(ValueError, match="a training of basecnn, not of squeezenet"):
        load_weights(build("squeezenet", 0.2), "squeezenet", tmp_path / "checkpoint.pt", torch.zeros(1, 3, 50, 50), of_made_up(50, seed=3).data)


def test_a_given_backbone_stays_frozen_for_its_epochs_and_is_then_tuned():
    config = replace(SHORT, frozen_epochs=1)
    training = Run(build("basecnn", config.dropout), of_made_up(50, seed=3), config, True, None)
    training.fit()
    assert [epoch["rate"] for epoch in training.progress.history] == [config.learning_rate, config.fine_tuning_rate]


def test_products_alone_are_in_bfloat16_and_only_while_training():
    training = Run(build("basecnn", SHORT.dropout), of_made_up(50, seed=3), replace(SHORT, epochs=1, averaging=0.5, precision="bfloat16"), False, None)
    products = {True: set(), False: set()}
    for network in (training._network, training._average.network):
        for module in network.modules():
            if isinstance(module, torch.nn.Conv2d):
                module.register_forward_hook(lambda module, _, product: products[module.training].add(product.dtype))
    progress = training.fit()
    assert products == {True: {torch.bfloat16}, False: {torch.float32}}
    assert {weights.dtype for weights in progress.best_weights.values()} <= {torch.float32, torch.int64}


def test_a_checkpoint_from_before_a_setting_was_there_goes_on(tmp_path):
    run(SHORT, of_made_up(50, seed=3), tmp_path)
    saved = torch.load(tmp_path / "checkpoint.pt")
    del saved["config"]["precision"]
    torch.save(saved, tmp_path / "checkpoint.pt")
    run(SHORT, of_made_up(50, seed=3), tmp_path, resume=True)
    with pytest.raises(ValueError, match="other settings: precision"):
        run(replace(SHORT, precision="bfloat16"), of_made_up(50, seed=3), tmp_path, resume=True)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_dry_run_walks_the_whole_path_of_every_architecture_without_data(name, tmp_path):
    finished = command("--dry-run", "--arch", name, "--threads", "1", check=True, cwd=tmp_path)
    assert "epoch  1/1" in finished.stdout and f"{name}.onnx and its card" in finished.stdout


def test_without_data_the_fix_is_named(tmp_path):
    finished = command(cwd=tmp_path)
    assert finished.returncode == 2 and "PATHOCHAIN_DATA" in finished.stderr
