import json
from collections import Counter
from dataclasses import replace

import numpy as np
import onnx
from onnx import numpy_helper
import pytest

import compress
from compress import FORMS, LARGEST_FLIPS, Cost, chosen, commit, passes
from data import Patches
from explain import OUTPUTS
from export import to_onnx
from golden import draw
from lighten import pack, pruned, rounded, to_float16, to_int8
from ort import Session
from quantise import Range, to_int8_arithmetic
from test_export import card, explained, trained

IMAGES = np.stack([draw(number, 50, 50) for number in range(8)]).transpose(0, 3, 1, 2).astype(np.float32) / 255


@pytest.fixture(scope="module")
def model():
    return to_onnx(explained(trained()), 50)


@pytest.mark.parametrize("lighten, share, error", [(to_float16, 0.6, 2e-3), (to_int8, 0.4, 0.05)])
def test_a_lighter_model_says_nearly_the_same(model, lighten, share, error):
    lighter = lighten(model)
    assert len(lighter) < share * len(model)
    exact, light = (Session(each, OUTPUTS).run(IMAGES) for each in (model, lighter))
    assert 0 < np.abs(exact["probability"] - light["probability"]).max() < error
    np.testing.assert_allclose(light["distance"], exact["distance"], rtol=error)


def test_packing_without_a_change_changes_nothing(model):
    exact, packed = (Session(each, OUTPUTS).run(IMAGES) for each in (model, pack(model, lambda name, weights: ([onnx.numpy_helper.from_array(weights, name)], []))))
    for name in OUTPUTS:
        np.testing.assert_array_equal(exact[name], packed[name])


def test_rounding_is_off_by_half_a_step_at_most():
    weights = np.random.default_rng(1).normal(size=(8, 3, 3, 3)).astype(np.float32) * np.logspace(-3, 3, 8, dtype=np.float32)[:, None, None, None]
    numbers, scales = rounded(weights, 0)
    assert numbers.dtype == np.int8 and scales.shape == (8, 1, 1, 1)
    assert np.all(np.abs(numbers * scales - weights) <= scales * 0.5001)
    assert np.all(np.abs(numbers).max((1, 2, 3)) == 127)


def test_zeros_stay_zeros():
    numbers, scales = rounded(np.zeros((2, 600), np.float32), 0)
    assert not numbers.any() and np.isfinite(scales).all()


def test_pruning_takes_the_smallest_weights_of_convolutions_alone(model):
    def weights(of, dimensions):
        return [array for array in map(onnx.numpy_helper.to_array, onnx.load_from_string(of).graph.initializer) if array.ndim == dimensions and array.size >= 1024]

    for before, after in zip(weights(model, 4), weights(pruned(model, 0.3), 4)):
        gone = (after == 0) & (before != 0)
        assert gone.mean() == pytest.approx(0.3, abs=0.01)
        assert np.abs(before[gone]).max() <= np.abs(after[after != 0]).min()
    for before, after in zip(weights(model, 2), weights(pruned(model, 0.3), 2)):
        np.testing.assert_array_equal(before, after)


def costs(size, int8_flips, half_flips=0.0, speed=2.0):
    return {
        form: Cost(form, size, size, 0.95, 0.9, half_flips if form == "float16" else int8_flips, 0.0, speed)
        for form in FORMS
    }


def test_the_gate_chooses():
    assert chosen(costs(1_000, 0.0)) == "float32"
    assert chosen(costs(10**8, LARGEST_FLIPS)) == "int8"
    assert chosen(costs(10**8, LARGEST_FLIPS * 1.1)) == "float16"
    assert chosen({**costs(10**8, 0.0), "int8": costs(10**8, 0.1)["int8"]}) == "int8 weights"
    assert chosen(costs(10**8, 0.0, speed=1.1)) == "int8 weights", "int8 loses something and must gain by it"
    with pytest.raises(RuntimeError, match="no smaller form"):
        chosen(costs(10**8, 0.1, half_flips=0.1))


def test_exact_weights_pass_their_own_gate():
    assert passes(costs(1, 0.0)["float32"], costs(1, 0.0)["float32"])


def test_a_form_that_loses_too_much_does_not_pass():
    exact = costs(1, 0.0)["float32"]
    assert not passes(replace(exact, rocAuc=exact.rocAuc - 0.003), exact)
    assert not passes(replace(exact, flips=LARGEST_FLIPS * 1.1), exact)
    assert not passes(replace(exact, largestDifference=0.2), exact)


@pytest.mark.parametrize("name", ["basecnn", "vgg16", "resnet50_v2"])
def test_int8_arithmetic_says_nearly_the_same_and_computes_in_int8(name):
    model = to_onnx(explained(trained(name)), 50)
    images = (IMAGES.transpose(0, 2, 3, 1) * 255).round().astype(np.uint8)
    light = to_int8_arithmetic(model, images)
    operators = Counter(node.op_type for node in onnx.load_from_string(light).graph.node)
    assert operators["QuantizeLinear"] >= operators["Conv"] > 0 and operators["DequantizeLinear"] >= 3 * operators["Conv"]
    weights = [numpy_helper.to_array(tensor) for tensor in onnx.load_from_string(light).graph.initializer if tensor.name.endswith(".int8")]
    assert max(2 * 255 * int(np.abs(each.astype(int)).max()) for each in weights) < 2**15, "two products fit in int16, in which AVX2 adds them"
    exact, quick = (Session(each, OUTPUTS).run(IMAGES) for each in (model, light))
    assert 0 < np.abs(exact["probability"] - quick["probability"]).max() < 0.03


def test_a_range_holds_what_it_was_measured_on():
    values = np.random.default_rng(1).normal(3, 2, 100_000).astype(np.float32)
    found = Range.of(values)
    there_and_back = (np.clip(np.rint(values / found.scale) + found.zero, 0, 255) - found.zero) * found.scale
    assert np.mean(np.abs(there_and_back - values) <= found.scale / 2 + 1e-5) >= 0.9997
    assert Range.of(np.array([2.0, 3.0], np.float32)).zero == 0, "0 is always within"


def test_a_model_that_replaces_another_is_its_next_version(model, tmp_path, monkeypatch):
    monkeypatch.setattr(compress, "ARTIFACTS", tmp_path / "artifacts")
    images = Patches((IMAGES.transpose(0, 2, 3, 1) * 255).astype(np.uint8), np.tile([0, 1], 4).astype(np.float32), np.arange(8).astype(str), np.ones((8, 3)), np.ones((8, 3, 2)))

    def version(committed, folder):
        path = commit({**card(), "file": "some.onnx"}, costs(1, 0.0)["float32"], committed, images, images, tmp_path / folder)
        return json.loads(path.with_suffix(".json").read_text())["version"]

    light = to_float16(model)
    assert [version(model, "artifacts"), version(model, "artifacts"), version(light, "artifacts")] == ["1", "1", "2"]
    assert version(model, "candidates") == "3", "a candidate follows the served one"
    assert version(to_int8(model), "candidates") == "4"
