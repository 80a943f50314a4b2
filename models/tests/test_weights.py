"""Public weights, from small generated files of their forms. Where torchvision is installed, its own networks say whether the names are right."""
import os
from pathlib import Path

import numpy as np
import pytest
import torch

from architectures import build
from architectures.convention import CONVENTIONS
from refusal import Refused
from weights import FORMS, load_weights
from weights.folded import make_shift
from weights.keras_names import NAMES
from weights.unfold import unfold

WEIGHTS = os.environ.get("PATHOCHAIN_WEIGHTS")
IMAGES = torch.rand(2, 3, 50, 50)
DATA = {"name": "some patches", "splitId": "1" * 64}


def lively(name, seed=1):
    """A network none of whose weights is what a fresh one has."""
    torch.manual_seed(seed)
    network = build(name, dropout=0.2).eval()
    for key, value in network.backbone.state_dict().items():
        if "num_batches" not in key and not key.startswith("0.") or name != "efficientnet_b0" and value.is_floating_point():
            value.copy_(torch.rand_like(value) * 0.2 + 0.4 if key.endswith("running_var") else value + 0.02 * torch.randn_like(value))
    return network


def write_keras(network, name, file):
    h5py = pytest.importorskip("h5py")
    layers = [module for module in network.backbone.modules() if isinstance(module, (torch.nn.Conv2d, torch.nn.BatchNorm2d))]
    with h5py.File(file, "w") as opened:
        for layer, title in zip(layers, NAMES[name](), strict=True):
            if isinstance(layer, torch.nn.BatchNorm2d):
                values = {"gamma:0": layer.weight, "beta:0": layer.bias, "moving_mean:0": layer.running_mean, "moving_variance:0": layer.running_var}
            elif layer.groups > 1:
                values = {"depthwise_kernel:0": torch.einsum("cmhw->hwcm", layer.weight)}
            else:
                values = {"kernel:0": torch.einsum("oihw->hwio", layer.weight), "bias:0": layer.bias}
            group = opened.require_group(title)
            group.attrs["weight_names"] = [f"{title}/{key}" for key, value in values.items() if value is not None]
            for key, value in values.items():
                if value is not None:
                    group.create_dataset(f"{title}/{key}", data=value.detach().numpy())


@pytest.mark.parametrize("name", FORMS[".h5"])
def test_keras_weights_are_loaded(name, tmp_path):
    original, loaded = lively(name), build(name, dropout=0.2).eval()
    write_keras(original, name, tmp_path / "some.h5")
    load_weights(loaded, name, tmp_path / "some.h5", IMAGES, DATA)
    original.convention = loaded.convention
    assert loaded.convention == FORMS[".h5"][name]
    torch.testing.assert_close(loaded.read(IMAGES).maps, original.read(IMAGES).maps)


def test_keras_names_are_the_published_ones():
    names = {name: list(of()) for name, of in NAMES.items()}
    assert names["vgg16"] == [
        "block1_conv1", "block1_conv2", "block2_conv1", "block2_conv2", "block3_conv1", "block3_conv2", "block3_conv3",
        "block4_conv1", "block4_conv2", "block4_conv3", "block5_conv1", "block5_conv2", "block5_conv3",
    ]
    assert {"expanded_conv/project", "expanded_conv_1/expand", "expanded_conv_10/squeeze_excite/Conv_1"} <= set(names["mobilenet_v3_small"])
    assert {"block1a_dwconv", "block2b_expand_bn", "block7a_project_conv"} <= set(names["efficientnet_b0"])
    assert {"conv2_block1_0_conv", "conv5_block3_3_conv", "post_bn"} <= set(names["resnet50_v2"])


def test_a_keras_file_of_another_network_is_refused(tmp_path):
    write_keras(lively("vgg16"), "vgg16", tmp_path / "vgg16.h5")
    with pytest.raises(ValueError, match="has no layer conv1_conv"):
        load_weights(build("resnet50_v2", dropout=0.2), "resnet50_v2", tmp_path / "vgg16.h5", IMAGES, DATA)


@pytest.mark.parametrize("name", FORMS[".pth"])
def test_a_state_dict_is_loaded_whatever_its_classifier(name, tmp_path):
    original, loaded = lively(name), build(name, dropout=0.2).eval()
    own = ("0.mean", "0.variance", "0.count")
    state = {f"features.{key}": value for key, value in original.backbone.state_dict().items() if not key.endswith(own)}
    torch.save({**state, "classifier.1.weight": torch.rand(1000, 9)}, tmp_path / "some.pth")
    load_weights(loaded, name, tmp_path / "some.pth", IMAGES, DATA)
    for key, value in original.backbone.state_dict().items():
        torch.testing.assert_close(loaded.backbone.state_dict()[key], value)


def test_a_state_dict_of_another_network_is_refused(tmp_path):
    torch.save(build("vgg16", dropout=0.2).backbone.state_dict(), tmp_path / "vgg16.pth")
    with pytest.raises(ValueError, match="holds 26 tensors besides a classifier, but this network's backbone has"):
        load_weights(build("squeezenet", dropout=0.2), "squeezenet", tmp_path / "vgg16.pth", IMAGES, DATA)


@pytest.mark.parametrize("name", ["some.npz", "some.pth"])
def test_a_damaged_file_is_refused(tmp_path, name):
    file = tmp_path / name
    if name == "some.npz":
        write_folded(folded(), file)
    else:
        torch.save(build("mobilenet_v3_small", dropout=0.2).backbone.state_dict(), file)
    whole = file.read_bytes()
    for damaged in (whole[:len(whole) // 2], b"", b"no weights"):
        file.write_bytes(damaged)
        with pytest.raises(Refused, match=f"{name} is damaged, or holds no weights of mobilenet_v3_small: .+ Copy it anew"):
            load_weights(build("mobilenet_v3_small", dropout=0.2), "mobilenet_v3_small", file, IMAGES, DATA)


def test_a_form_without_weights_is_named(tmp_path):
    with pytest.raises(ValueError, match="weights of resnet50_v2 are read from .h5"):
        load_weights(build("resnet50_v2", dropout=0.2), "resnet50_v2", tmp_path / "resnet.pth", IMAGES, DATA)


@pytest.mark.parametrize("name, theirs", [
    ("vgg16", "vgg16"), ("mobilenet_v3_small", "mobilenet_v3_small"), ("efficientnet_b0", "efficientnet_b0"),
    ("squeezenet", "squeezenet1_1"), ("shufflenet_v2", "shufflenet_v2_x1_0"),
])
def test_features_are_those_of_torchvision(name, theirs, tmp_path):
    models = pytest.importorskip("torchvision").models
    torch.manual_seed(1)
    published = getattr(models, theirs)()
    torch.save(published.state_dict(), tmp_path / "published.pth")
    network = build(name, dropout=0.2).eval()
    load_weights(network, name, tmp_path / "published.pth", IMAGES, DATA)

    published.eval()
    images = CONVENTIONS["torchvision"].normalise(IMAGES)
    if name == "shufflenet_v2":
        for layer in (published.conv1, published.maxpool, published.stage2, published.stage3, published.stage4, published.conv5):
            images = layer(images)
    else:
        images = published.features(images)
    torch.testing.assert_close(network.read(IMAGES).maps, images)


def write_folded(network, file):
    """As our .npz has it: a bias for each convolution, no batch norms, the 3 of the gates in their bias."""
    layers = [module for module in network.backbone.modules() if isinstance(module, (torch.nn.Conv2d, torch.nn.BatchNorm2d))]
    arrays = {}
    for at, layer in enumerate(layers):
        if isinstance(layer, torch.nn.Conv2d):
            squeezes, gates = layer.bias is not None and layer.in_channels > layer.out_channels, layer.bias is not None and layer.in_channels < layer.out_channels
            bias = layers[at + 1].bias if not squeezes and not gates else layer.bias + (3 if gates else 0)
            title = f"{len(arrays) // 2:02}_conv_s1_some"
            arrays |= {f"{title}/weight": layer.weight.detach().numpy(), f"{title}/bias": bias.detach().numpy()}
    for _ in range(2):
        arrays |= {f"{len(arrays) // 2:02}_conv_s1_classifier/weight": np.zeros(1), f"{len(arrays) // 2:02}_conv_s1_classifier/bias": np.zeros(1)}
    np.savez(file, **arrays)


def folded():
    network = lively("mobilenet_v3_small")
    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                make_shift(module, module.bias)
    return network


def test_folded_weights_are_loaded(tmp_path):
    original, loaded = folded(), build("mobilenet_v3_small", dropout=0.2).eval()
    write_folded(original, tmp_path / "some.npz")
    load_weights(loaded, "mobilenet_v3_small", tmp_path / "some.npz", IMAGES, DATA)
    torch.testing.assert_close(loaded.read(IMAGES).maps, original.read(IMAGES).maps, rtol=1e-3, atol=1e-4)


def test_unfolding_changes_no_output_and_little_of_a_training_step():
    network, images = folded(), torch.rand(64, 3, 50, 50)
    before = network.read(images).maps
    unfold(network.backbone, [CONVENTIONS[network.convention].normalise(images)])
    torch.testing.assert_close(network.read(images).maps, before, rtol=1e-3, atol=1e-4)
    network.train()
    normalised_by_batch = network.read(images).maps
    assert (normalised_by_batch - before).abs().max() < 0.02 * before.abs().max()


@pytest.mark.skipif(WEIGHTS is None, reason="skipped: needs ImageNet weights; set PATHOCHAIN_WEIGHTS to mobilenet_v3_small_imagenet_folded.npz")
def test_the_given_weights_know_a_uniform():
    cbook = pytest.importorskip("matplotlib.cbook")
    from PIL import Image

    from data import resized, to_input

    photograph = Image.open(cbook.get_sample_data("grace_hopper.jpg", asfileobj=False))
    image = torch.from_numpy(to_input(resized(photograph, 224, 224)[None]))
    network = build("mobilenet_v3_small", dropout=0.2).eval()
    load_weights(network, "mobilenet_v3_small", Path(WEIGHTS), image, DATA)
    with np.load(WEIGHTS) as arrays, torch.no_grad():
        (hidden, hidden_bias), (classes, classes_bias) = (
            (torch.from_numpy(arrays[f"{name}/weight"])[:, :, 0, 0], torch.from_numpy(arrays[f"{name}/bias"]))
            for name in ("52_conv_s1_Conv_2", "53_conv_s1_Logits.Conv2d_1c_1x1"))
        features = torch.nn.functional.hardswish(hidden @ network.read(image).features[0] + hidden_bias)
        assert (classes @ features + classes_bias).argmax() - 1 == 652  # military uniform; background comes first
