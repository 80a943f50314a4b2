"""Going on from an exported model: a committed one, or a variant, in whatever form its weights are."""
import json

import numpy as np
import pytest
import torch

from architectures import build
from architectures.convention import follow
from folders import ARTIFACTS, VARIANTS
from ort import Session
from weights import load_weights

DATA = {"name": "some patches", "splitId": "1" * 64}
FILES = sorted(file for folder in (ARTIFACTS, VARIANTS) for file in folder.glob("*.onnx"))


def form_of(file):
    return json.loads(file.with_suffix(".json").read_text())["weights"]["form"]


def made_up(name, count=96):
    size = json.loads((ARTIFACTS / f"{name}.json").read_text())["input"]["width"]
    torch.manual_seed(3)
    coarse = torch.tensor([0.8, 0.6, 0.75])[:, None, None] + 0.15 * (torch.rand(count, 3, 8, 8) - 0.5)  # as pale as tissue, which int8's ranges are of
    return torch.nn.functional.interpolate(coarse, size=(size, size), mode="bilinear")


def test_there_is_one_of_each_form():
    assert {form_of(file) for file in FILES} >= {"float32", "int8 weights", "int8"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_committed_model_is_gone_on_from(file):
    name = file.stem
    network, images = build(name, dropout=0.2), made_up(name)
    load_weights(network, name, file, images, DATA)
    served = Session(file.read_bytes()).run(images.numpy())
    with torch.inference_mode():
        logits = network.eval()(images).numpy()
    # Weights are read as they are; what int8 arithmetic rounds on the way cannot be.
    np.testing.assert_allclose(logits, served["logit"], atol=0.5 if form_of(file) == "int8" else 2e-3)
    # A step of training normalises by a batch's own statistics, which have to be those that are held.
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            assert not torch.equal(module.running_mean, torch.zeros_like(module.running_mean))


def test_weights_that_began_under_another_convention_are_refused():
    network = build("mobilenet_v3_small", 0.2)
    follow(network, "caffe")
    with pytest.raises(ValueError, match="another convention"):
        load_weights(network, "mobilenet_v3_small", ARTIFACTS / "mobilenet_v3_small.onnx", made_up("mobilenet_v3_small"), DATA)


def test_another_network_is_refused():
    with pytest.raises(ValueError, match="is no exported resnet50_v2"):
        load_weights(build("resnet50_v2", 0.2), "resnet50_v2", ARTIFACTS / "basecnn.onnx", torch.rand(2, 3, 50, 50), DATA)
