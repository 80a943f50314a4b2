import hashlib
import io
import json

import numpy as np
import pytest
import torch

from architectures import ARCHITECTURES, build
from architectures.resnet50_v2 import FramedMaxPool
from card import IDC, make_card
from data import to_input
from explain import OUTPUTS, Explained
from export import export, parity, to_onnx
from novelty import statistics_of
from ort import Session


def trained(name="basecnn", size=50):
    """A random network whose batch norms have seen images, so that a wrongly exported one differs."""
    torch.manual_seed(1)
    network = build(name, dropout=0.5)
    with torch.no_grad():
        for _ in range(10):
            network(torch.rand(16, 3, size, size) * 0.5 + 0.3)
        for layer in network.head:
            if isinstance(layer, torch.nn.Linear):
                layer.weight *= 3
    return network.eval()


def explained(network, size=50):
    with torch.no_grad():
        features = torch.cat([network.read(torch.rand(16, 3, size, size)).features for _ in range(4)])
    return Explained(network, statistics_of(features.numpy())).eval()


@pytest.fixture
def network():
    return explained(trained())


@pytest.fixture
def images():
    return np.random.default_rng(1).integers(0, 256, (40, 50, 50, 3), dtype=np.uint8)


def card(name="some"):
    return make_card(name, IDC, 50, 0.5, 2.0, {"luma": 0.4, "cb": 0.4, "cr": 0.4}, {}, {}, {}, {})


def test_onnx_runtime_gives_what_pytorch_gives(network, images):
    assert parity(network, to_onnx(network, 50), images) <= 1e-5


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_onnx_runtime_gives_what_pytorch_gives_of_every_network(name):
    size = ARCHITECTURES[name].size
    network = explained(trained(name, size), size)
    images = np.random.default_rng(1).integers(0, 256, (8, size, size, 3), dtype=np.uint8)
    assert parity(network, to_onnx(network, size), images) <= 1e-4


def test_onnx_runtime_leaves_a_frame_of_zeros_before_a_max_pool():
    images, file = torch.full((1, 2, 4, 4), -1.0), io.BytesIO()
    torch.onnx.export(FramedMaxPool(), (images,), file, input_names=["image"], output_names=["pooled"])
    pooled = Session(file.getvalue(), ("pooled",)).run(images.numpy())["pooled"]
    np.testing.assert_array_equal(pooled, [[[[0, 0], [0, -1]]] * 2])
    np.testing.assert_array_equal(pooled, FramedMaxPool()(images))


def test_parity_sees_another_network(network, images):
    assert parity(explained(build("basecnn", dropout=0.5)), to_onnx(network, 50), images) > 1e-3


def grad_cam(network, maps):
    """As autograd gives it."""
    logits = network.head(maps.mean((2, 3))).squeeze(1)
    (gradient,) = torch.autograd.grad(logits.sum(), maps)
    return (gradient.mean((2, 3), keepdim=True) * maps).sum(1).relu()


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_the_heat_map_is_grad_cam_as_autograd_gives_it(name):
    size = ARCHITECTURES[name].size
    network = trained(name, size)
    images = torch.rand(3, 3, size, size)
    maps = network.read(images).maps.detach().requires_grad_()
    if not grad_cam(network, maps).any():  # nothing speaks for the positive class: have it speak for that
        network.head[-1].weight.data.neg_()
    expected = grad_cam(network, maps)
    with torch.no_grad():
        heat = explained(network, size)(images)[OUTPUTS.index("cam")]
    assert expected.max() > 0
    torch.testing.assert_close(heat, expected, rtol=1e-4, atol=1e-6 * float(maps.abs().max()))


def test_parity_sees_another_heat_map(network, images, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(Explained, "_cam", lambda _self, _features, maps: maps.sum(1))
        other = to_onnx(network, 50)
    assert parity(network, other, images) > 1e-4


@torch.no_grad()
@pytest.mark.parametrize("layer", [0, 1])
def test_a_heat_map_is_not_held_to_another_where_a_relu_turns(network, images, layer):
    inputs = torch.from_numpy(to_input(images))
    hidden = network._hidden(network.network.read(inputs).features)[layer]
    unit, bias = hidden[0].argmax(), network._linear()[layer].bias
    bias[unit] -= hidden[0, unit] - 1e-5  # of the first image, just above 0
    above, map_above = to_onnx(network, 50), network(inputs)[OUTPUTS.index("cam")][0]
    bias[unit] -= 2e-5
    assert network.turn(inputs)[0] == pytest.approx(1e-5, abs=2e-6)
    assert (network(inputs)[OUTPUTS.index("cam")][0] - map_above).abs().max() > 1e-3
    assert parity(network, above, images) <= 1e-4


def test_any_batch_size_gives_one_value_per_image(network):
    session = Session(to_onnx(network, 50), OUTPUTS)
    batch = np.random.default_rng(2).random((5, 3, 50, 50), dtype=np.float32)
    together, alone = session.run(batch), session.run(batch[3:4])
    assert {name: values.shape for name, values in together.items()} == {"probability": (5,), "logit": (5,), "cam": (5, 4, 4), "distance": (5,)}
    for name in OUTPUTS:
        np.testing.assert_allclose(together[name][3:4], alone[name], atol=1e-5)
    np.testing.assert_allclose(together["probability"], 1 / (1 + np.exp(-together["logit"])), atol=1e-6)


def test_an_export_leaves_a_model_and_a_card_with_its_hash(network, images, tmp_path):
    path = export(network, card(), images, tmp_path)
    written = json.loads((tmp_path / "some.json").read_text())
    assert written["file"] == path.name == "some.onnx"
    assert written["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_export_that_differs_leaves_nothing(network, images, tmp_path, monkeypatch):
    other = to_onnx(explained(build("basecnn", dropout=0.5)), 50)
    monkeypatch.setattr("export.to_onnx", lambda _network, _size: other)
    with pytest.raises(RuntimeError, match="differs from PyTorch"):
        export(network, card(), images, tmp_path)
    assert not list(tmp_path.iterdir())


def test_bytes_that_are_no_model_are_refused():
    with pytest.raises(RuntimeError, match="CreateSessionFromArray"):
        Session(b"not a model")


def test_images_of_another_size_are_refused(network):
    with pytest.raises(RuntimeError, match="Run"):
        Session(to_onnx(network, 50)).run(np.zeros((1, 3, 40, 50), dtype=np.float32))
