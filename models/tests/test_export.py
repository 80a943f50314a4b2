import hashlib
import json

import numpy as np
import pytest
import torch

from architectures import BaseCnn
from card import idc_card
from export import export, parity, to_onnx
from ort import Session


@pytest.fixture
def network():
    """A random network whose batch norm has seen images, so that a wrongly exported one differs."""
    torch.manual_seed(1)
    network = BaseCnn(dropout=0.5)
    for _ in range(20):
        network(torch.rand(16, 3, 50, 50) * 0.5 + 0.3)
    return network.eval()


@pytest.fixture
def images():
    return np.random.default_rng(1).integers(0, 256, (40, 50, 50, 3), dtype=np.uint8)


def test_onnx_runtime_scores_as_pytorch_does(network, images):
    assert parity(network, to_onnx(network, 50), images) <= 1e-5


def test_parity_sees_another_network(network, images):
    assert parity(BaseCnn(dropout=0.5), to_onnx(network, 50), images) > 1e-3


def test_any_batch_size_gives_one_value_per_image(network):
    session = Session(to_onnx(network, 50))
    batch = np.random.default_rng(2).random((5, 3, 50, 50), dtype=np.float32)
    together, alone = session.run(batch), session.run(batch[3:4])
    assert {name: values.shape for name, values in together.items()} == {"probability": (5,), "logit": (5,)}
    np.testing.assert_allclose(together["logit"][3:4], alone["logit"], atol=1e-5)
    np.testing.assert_allclose(together["probability"], 1 / (1 + np.exp(-together["logit"])), atol=1e-6)


def test_an_export_leaves_a_model_and_a_card_with_its_hash(network, images, tmp_path):
    path = export(network, idc_card("some", 50, {}, {}, {}), images, tmp_path)
    card = json.loads((tmp_path / "some.json").read_text())
    assert card["file"] == path.name == "some.onnx"
    assert card["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_export_that_differs_leaves_nothing(network, images, tmp_path, monkeypatch):
    monkeypatch.setattr("export.to_onnx", lambda _network, size: to_onnx(BaseCnn(dropout=0.5), size))
    with pytest.raises(RuntimeError, match="differs from PyTorch"):
        export(network, idc_card("some", 50, {}, {}, {}), images, tmp_path)
    assert not list(tmp_path.iterdir())


def test_bytes_that_are_no_model_are_refused():
    with pytest.raises(RuntimeError, match="CreateSessionFromArray"):
        Session(b"not a model")


def test_images_of_another_size_are_refused(network):
    with pytest.raises(RuntimeError, match="Run"):
        Session(to_onnx(network, 50)).run(np.zeros((1, 3, 40, 50), dtype=np.float32))
